import type { InferenceSession } from 'onnxruntime-common';

/** What a file says of one of its inputs or outputs. */
export interface ValueInfo {
  readonly name: string;
  /** Element type in the file, e.g. `float32`, `int64` or `string`; null where it is a sequence or map. */
  readonly type: string | null;
  /** Sizes; null where any number will do. */
  readonly shape: readonly (number | null)[];
}

/** WebAssembly gives −1, which means any, as an unsigned number. */
const largestSize = 2 ** 31;

/** What a session says of its inputs or outputs, in one form for all engines. */
export const valueInfos = (metadata: readonly InferenceSession.ValueMetadata[]): readonly ValueInfo[] =>
  metadata.map((value) => ({
    name: value.name,
    type: value.isTensor ? value.type : null,
    shape: value.isTensor
      ? value.shape.map((size) => (typeof size === 'number' && size >= 0 && size < largestSize ? size : null))
      : [],
  }));
