import { checkEqual, flag } from '../internals/check.ts';
import { type Matrix, matrixOf, readColumns } from '../internals/column.ts';
import { share } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

export interface RecourseAgreementInput {
  /** `[rows, models]` flags: the person has a valid action made for that model. */
  readonly valid: Matrix;
  /** `[rows, models × models]` flags: at `i × models + j`, whether model `j` accepts the action made for model `i`. */
  readonly accepted: Matrix;
}

/**
 * Agreement of recourse under multiplicity: of all pairs of a valid action and a model other than the one it was made for,
 * the share in which that model accepts it. Range 0–1, 1 is best: whichever of equally good models is put to use, the
 * advice holds.
 *
 * An interval resamples people, each with all pairs.
 *
 * @returns the share; its count is the number of pairs.
 * @throws MetricsError on sizes that disagree, a flag other than 0/1, or fewer than two models.
 * @see Pawelczyk, Broelemann and Kasneci 2020, "On Counterfactual Explanations under Predictive Multiplicity"
 *   (arXiv 2006.13132).
 */
export function recourseAgreement(input: RecourseAgreementInput): Statistic {
  const origin = 'recourseAgreement';
  const { valid } = readColumns(origin, { valid: input.valid }, { valid: matrixOf(flag) });
  const { accepted } = readColumns(origin, { accepted: input.accepted }, { accepted: matrixOf(flag) });
  const [rows, models] = input.valid.shape as [number, number];
  checkEqual(origin, 'two models or more', true, models >= 2, 'Give a column for each model.');
  checkEqual(origin, 'accepted.shape', `${rows},${models ** 2}`, String(input.accepted.shape));
  const pairs = new Float64Array(rows);
  const kept = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    for (let own = 0; own < models; own += 1) {
      if (!valid[row * models + own]) continue;
      for (let other = 0; other < models; other += 1) {
        if (other === own) continue;
        pairs[row]! += 1;
        kept[row]! += accepted[row * models ** 2 + own * models + other]!;
      }
    }
  }
  return share(kept, pairs);
}
