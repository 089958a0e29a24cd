import type { Dataset, Subgroup } from '../dataset/dataset.ts';
import type { Encoder } from '../encoding/encoder.ts';
import type { FeatureSpace } from '../encoding/feature-space.ts';
import type { Matrix } from '../encoding/matrix.ts';

/** One part of a split: encoded rows, labels, where the rows come from, and their subgroups. */
export interface Split {
  /** `[n, featureSpace.width]`. */
  readonly x: Matrix;
  /** 1 favourable, 0 not. */
  readonly y: Int32Array;
  /** Index of each row in the data set's table, ascending; a shifted part may repeat some. */
  readonly rows: Int32Array;
  readonly subgroups: Readonly<Record<string, Subgroup>>;
}

/** A data set split and encoded for one seed. */
export interface PreparedDataset {
  readonly name: string;
  readonly seed: number;
  readonly dataset: Dataset;
  readonly featureSpace: FeatureSpace;
  readonly encoder: Encoder;
  readonly train: Split;
  readonly validation: Split;
  readonly test: Split;
}
