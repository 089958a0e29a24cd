import { defaultBatch } from '../optimizer/batch-size.ts';

/** Native calls that a training run is cut into. */
export const runCalls = 20;

/** How long a method trains: passes over the training rows, or updates. */
export type TrainingLength = { readonly passes: number } | { readonly steps: number };

/**
 * Updates of a length on `rows` training rows: at least one a native call and the same number in each, so that one compiled graph
 * serves them all; none where the length says none.
 */
export function trainingSteps(length: TrainingLength, rows: number): number {
  if ('steps' in length && length.steps === 0) return 0;
  const aimed = 'steps' in length ? length.steps : length.passes * Math.floor(rows / defaultBatch(rows));
  return Math.max(1, Math.round(aimed / runCalls)) * runCalls;
}

/** Updates of each native call of a run of `steps` updates, as even as can be: they add up to `steps`. */
export function callSizes(steps: number): number[] {
  const until = (call: number): number => Math.round((call * steps) / runCalls);
  return Array.from({ length: runCalls }, (_, call) => until(call + 1) - until(call));
}
