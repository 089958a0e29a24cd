import { TrainingError } from '../training-error.ts';
import type { Schedule } from './schedule.ts';

/** A run's base learning rate and length. */
export interface ScheduleRatesOptions {
  /** Base learning rate, positive. */
  readonly rate: number;
  /** Updates of the run, an integer from 1. */
  readonly steps: number;
}

/**
 * Learning rate of every update of a run, float32 [steps]: what the compiled epochs are fed.
 *
 * @throws TrainingError when the rate is not positive or steps is not a count.
 */
export function scheduleRates(schedule: Schedule, { rate, steps }: ScheduleRatesOptions): Float32Array {
  if (!(rate > 0) || !Number.isInteger(steps) || steps < 1) {
    throw new TrainingError(
      `scheduleRates: needs a positive rate and a number of steps from 1 (got ${rate} and ${steps}). Correct them.`,
    );
  }
  return Float32Array.from({ length: steps }, (_, step) => rate * schedule(step, steps));
}

/** Sum of all learning rates: by how much, times `λ`, decay shrinks a weight over the run. */
export function totalRate(rates: Float32Array): number {
  return rates.reduce((sum, rate) => sum + rate, 0);
}
