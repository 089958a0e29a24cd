import type { NDArray } from '../arrays/ndarray.ts';

/** Texts by row, as files with columns of strings take them. */
export interface TextArray {
  /** Row-major. */
  readonly data: readonly string[];
  readonly shape: readonly number[];
}

/** Numbers in double precision, for inputs of float64 and whole numbers beyond 2^24. */
export interface DoubleArray {
  readonly data: Float64Array;
  readonly shape: readonly number[];
}

/** What an input of a file can be given. */
export type ModelInput = NDArray | DoubleArray | TextArray;

/** What an output of a file can be. */
export type ModelOutput = NDArray | TextArray;

/** Whether an array is one of texts. */
export function isTextArray(array: ModelInput | ModelOutput): array is TextArray {
  return Array.isArray(array.data);
}
