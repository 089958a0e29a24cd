import { fitFeatureSpace, type FeatureSpace, type People } from '@cfq/datasets';
import type { ModelFile } from './files/model-file.ts';
import { fileMetadata } from './metadata/file-metadata.ts';

/** Options of {@link featureSpaceOf}. */
export interface FeatureSpaceOptions {
  /** Rows that means, deviations, ranges and reachable categories are learned from. Default: all. */
  readonly rows?: Int32Array | undefined;
  /** Ordinal features to encode as one column a level. Default: none. */
  readonly oneHot?: readonly string[] | undefined;
}

/**
 * How people are encoded: fitted on them, or, of a file, as it says in its metadata (`cfq.feature-space`).
 *
 * @returns Of a file that says nothing, null.
 * @throws DatasetError (of `@cfq/datasets`) where nothing varies; ModelsError where the metadata are malformed.
 */
export function featureSpaceOf(people: People, options?: FeatureSpaceOptions): FeatureSpace;
export function featureSpaceOf(file: ModelFile): FeatureSpace | null;
export function featureSpaceOf(
  source: People | ModelFile,
  { rows, oneHot = [] }: FeatureSpaceOptions = {},
): FeatureSpace | null {
  if ('format' in source) {
    return source.format === 'onnx' ? fileMetadata(source.name, source.onnx).featureSpace : null;
  }
  const trainRows = rows ?? Int32Array.from({ length: source.table.rows }, (_, row) => row);
  return fitFeatureSpace({ ...source, trainRows, oneHot });
}
