import { ndarray, type NDArray, type RandomStream } from '@cfq/jit';
import { TrainingError } from '../training-error.ts';

/** Which rows every step of an epoch sees. */
export interface BatchRowsOptions {
  /** Number of rows to choose from, at least 1. */
  readonly rows: number;
  /** Rows in a batch, at least 1. */
  readonly batch: number;
  /** Number of steps; default `⌊rows / batch⌋`, at least 1. */
  readonly steps?: number;
}

/**
 * Row numbers of every step [steps, batch], int32: consecutive permutations of all rows, so that each row is
 * seen equally often before any is seen again.
 *
 * @throws TrainingError when a count is not a positive integer.
 */
export function batchRows(
  stream: RandomStream,
  { rows, batch, steps = Math.max(1, Math.floor(rows / batch)) }: BatchRowsOptions,
): NDArray {
  for (const [name, value] of Object.entries({ rows, batch, steps })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new TrainingError(
        `batchRows: ${name} is a count (expected an integer from 1, got ${value}). Set ${name}.`,
      );
    }
  }
  const chosen = new Int32Array(steps * batch);
  let filled = 0;
  while (filled < chosen.length) {
    const order = stream.permutation(rows).data;
    const take = Math.min(order.length, chosen.length - filled);
    chosen.set(order.subarray(0, take), filled);
    filled += take;
  }
  return ndarray(chosen, [steps, batch]);
}
