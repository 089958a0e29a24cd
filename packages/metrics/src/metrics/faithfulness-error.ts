import { checkStatistic } from '../statistics/check-statistic.ts';
import { compose } from '../statistics/compose.ts';
import { estimateOf, type Statistic } from '../statistics/statistic.ts';

export interface FaithfulnessErrorInput {
  /** From `validityDrop`, at the issue margin of interest. */
  readonly validityDrop: Statistic;
  /** From `nearMissFidelity`, over the same instances. */
  readonly nearMissFidelity: Statistic;
}

/**
 * Faithfulness error: `VD + (1 − near-miss fidelity)`, the two-sided error. Range 0–2, 0 is best: the
 * student keeps the teacher's yes and its no. Approving everybody scores 1, and so does denying everybody.
 *
 * @returns the sum; undefined where either part is; its count is that of the validity drop.
 * @throws MetricsError when the two were computed over different numbers of rows.
 */
export function faithfulnessError(input: FaithfulnessErrorInput): Statistic {
  const origin = 'faithfulnessError';
  const parts = [
    checkStatistic(origin, 'validityDrop', input.validityDrop),
    checkStatistic(origin, 'nearMissFidelity', input.nearMissFidelity),
  ];
  return compose(origin, parts, (part) => estimateOf(part(0).value + 1 - part(1).value, part(0).count));
}
