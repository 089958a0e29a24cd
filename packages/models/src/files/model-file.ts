import type { LayersModelArtifacts } from '@cfq/network';
import type { OnnxFile } from '@cfq/onnx';

interface ModelFileCommon {
  /** Name of the file or folder, without what it lies in; `model` for bytes without a path. */
  readonly name: string;
  /** Where it was read from; null for bytes. */
  readonly path: string | null;
  /**
   * The whole file, with the data that it keeps in files beside it taken into it; of a folder `model.json` and behind it
   * the weights, as they are listed.
   */
  readonly bytes: Uint8Array;
  /**
   * SHA-256, 64 hexadecimal digits: of `bytes`; of a file with data beside it of the file as it is stored and behind it the
   * files of data, in the order in which it first names them (`cat model.onnx model.data | sha256sum`).
   */
  readonly sha256: string;
}

/** A model file that was read, and not run. */
export type ModelFile =
  | (ModelFileCommon & { readonly format: 'onnx'; readonly onnx: OnnxFile })
  | (ModelFileCommon & { readonly format: 'layers-model'; readonly layers: LayersModelArtifacts });
