import type { LoadedDataset } from '../dataset/dataset.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { PreparedDataset } from '../splits/prepared-dataset.ts';
import { ConformanceError } from './conformance-error.ts';

/** What a law may vary. */
export interface LawOptions {
  /** Seed of the split; default 0. */
  readonly seed?: number | undefined;
  /** Rows of each part that are decoded and encoded again; default 500. */
  readonly rows?: number | undefined;
}

/** One thing that a data set must do, ready to be checked under any test framework or none. */
export interface Law {
  /** Fit for a test title. */
  readonly name: string;
  /**
   * Resolves when the data set obeys.
   *
   * @throws ConformanceError when it does not, saying with what rows and columns.
   */
  check(): Promise<void>;
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

/** Fails a law unless a condition holds. */
export function expectLaw(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new ConformanceError(message());
}
