import { AllocationError } from '../allocation-error.ts';

/** Ends of the annealing; defaults are those of CFQ §4.3. */
export interface TemperatureRange {
  /** Temperature at progress 0, positive; default 5. */
  readonly start?: number;
  /** Temperature at progress 1, positive; default 0.25. */
  readonly end?: number;
}

/**
 * Temperature of the Gumbel-Softmax at a point of training, annealed geometrically: `start · (end / start)^progress`.
 *
 * @param progress share of training done, in [0, 1].
 * @throws AllocationError for a progress outside [0, 1] or a temperature that is not positive.
 * @see CFQ §4.3.
 */
export function geometricTemperature(
  progress: number,
  { start = 5, end = 0.25 }: TemperatureRange = {},
): number {
  if (!(progress >= 0 && progress <= 1)) {
    throw new AllocationError(`geometricTemperature: progress must be in [0, 1] (got ${progress}).`);
  }
  if (!(start > 0 && end > 0 && Number.isFinite(start) && Number.isFinite(end))) {
    throw new AllocationError(
      `geometricTemperature: temperatures must be positive and finite (got ${start} to ${end}).`,
    );
  }
  return start * (end / start) ** progress;
}
