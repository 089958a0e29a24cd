import { TrainingError } from '../training-error.ts';
import type { Schedule } from './schedule.ts';

/** Options of {@link cosineSchedule}. */
export interface CosineScheduleOptions {
  /** Factor reached at the end, in [0, 1]; default 0. */
  readonly floor?: number;
}

/**
 * Half a cosine from 1 down to `floor`: `floor + (1 − floor)(1 + cos(π · step / steps)) / 2`
 * (Loshchilov & Hutter 2017, equation 5, without restarts).
 *
 * @throws TrainingError when `floor` is outside [0, 1].
 */
export function cosineSchedule({ floor = 0 }: CosineScheduleOptions = {}): Schedule {
  if (!(floor >= 0 && floor <= 1)) {
    throw new TrainingError(
      `cosineSchedule: floor is a share (expected a number in [0, 1], got ${floor}). Set floor.`,
    );
  }
  return (step, steps) => floor + ((1 - floor) * (1 + Math.cos((Math.PI * step) / steps))) / 2;
}
