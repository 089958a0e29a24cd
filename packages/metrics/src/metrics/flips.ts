import { favourable, type FavourableInput } from './parts/favourable.ts';
import { meanOver } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

/** The people whose decision changes, either way. */
export interface Flips {
  /** The share whom the teacher denies and the student approves. */
  readonly toApproved: Statistic;
  /** The share whom the teacher approves and the student denies. */
  readonly toDenied: Statistic;
}

/**
 * Flips, in credit the swap set: the shares of the whole test set whose decision changes, by direction. Range 0–1, 0 is
 * best. Their difference is the acceptance drift; with two classes their sum is one minus the agreement.
 *
 * @returns both shares; their count is the number of test instances.
 * @throws MetricsError on unequal lengths or a class that is no integer.
 */
export function flips(input: FavourableInput): Flips {
  const { teacher, student } = favourable('flips', input);
  const flipped = (from: Float64Array, to: Float64Array) =>
    meanOver(
      from.map(() => 1),
      (row) => to[row]! * (1 - from[row]!),
    );
  return { toApproved: flipped(teacher, student), toDenied: flipped(student, teacher) };
}
