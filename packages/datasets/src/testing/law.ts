import type { LoadedDataset } from '../dataset/dataset.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { PreparedDataset } from '../splits/prepared-dataset.ts';

/** What a law may vary. */
export interface LawOptions {
  /** Seed of the split; default 0. */
  readonly seed?: number | undefined;
  /** Rows of each part that are decoded and encoded again; default 500. */
  readonly rows?: number | undefined;
}

/** A data set with what the laws look at; loaded and prepared once for all of them. */
export interface DatasetUnderLaw {
  readonly dataset: Dataset;
  readonly seed: number;
  readonly rows: number;
  readonly loaded: () => Promise<LoadedDataset>;
  readonly prepared: () => Promise<PreparedDataset>;
}

/** A law before it is held against a data set. */
export interface DatasetLaw {
  readonly name: string;
  readonly check: (given: DatasetUnderLaw) => Promise<void> | void;
}
