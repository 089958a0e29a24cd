import { TrainingError } from './errors.ts';
import type { Schedule } from './schedule.ts';

/** Options of {@link warmUpSchedule}. */
export interface WarmUpScheduleOptions {
  /** Share of all steps spent rising, in [0, 1). */
  readonly share: number;
  /** Schedule of the remaining steps, counted from its own zero. */
  readonly then: Schedule;
}

/**
 * Rises linearly to the first value of `then` over the first `share` of the steps, then follows `then`.
 * The first step already has a positive rate.
 *
 * @throws TrainingError when `share` is outside [0, 1).
 */
export function warmUpSchedule({ share, then }: WarmUpScheduleOptions): Schedule {
  if (!(share >= 0 && share < 1)) {
    throw new TrainingError(
      `warmUpSchedule: share must leave steps to train (expected a number in [0, 1), got ${share}). Set share.`,
    );
  }
  return (step, steps) => {
    const rising = Math.ceil(share * steps);
    if (step < rising) return ((step + 1) / rising) * then(0, Math.max(1, steps - rising));
    return then(step - rising, steps - rising);
  };
}
