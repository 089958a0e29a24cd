import type { LoadedDataset } from '../dataset/dataset.ts';
import type { Encoder } from '../encoding/encoder.ts';
import type { FeatureSpace } from '../encoding/feature-space.ts';
import type { Split } from './split.ts';

/** A data set split and encoded for one seed. */
export interface PreparedDataset {
  readonly name: string;
  readonly seed: number;
  readonly dataset: LoadedDataset;
  readonly featureSpace: FeatureSpace;
  readonly encoder: Encoder;
  readonly train: Split;
  readonly validation: Split;
  readonly test: Split;
  /** What a reader should know of the rows and how they are encoded, in plain sentences. */
  readonly warnings: readonly string[];
}
