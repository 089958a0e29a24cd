import { InfeasibleActionError } from '../infeasible-action-error.ts';
import type { Plausibility } from './plausibility.ts';
import { plausibilityScore } from './plausibility-score.ts';

/**
 * Checks that an action ends near enough to approved people.
 *
 * @param point `[d]` where it ends
 * @param row whose it is, for the error
 * @throws InfeasibleActionError where it does not
 */
export function assertPlausible(plausibility: Plausibility, point: Float32Array, row: number): void {
  const { kind, limit } = plausibility;
  const score = plausibilityScore(plausibility, point, 0);
  if (score <= limit) return;
  const detail = `expected a ${kind} of at most ${limit} from approved people, got ${score}`;
  throw new InfeasibleActionError({ instance: row, feature: null, rule: 'plausibility' }, detail);
}
