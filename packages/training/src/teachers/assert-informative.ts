import { favourableClass } from '../model/favourable-class.ts';
import { UninformativeTeacherError } from './uninformative-teacher-error.ts';
import type { TeacherScores } from '../model/teacher.ts';

/** Standard deviations above one half that an AUC must reach: one-sided, 5 %. */
const beyondChance = 1.645;

/**
 * The AUC that scores without any information exceed in one of twenty samples of as many rows of each class: one half and
 * 1.645 of the standard deviation `√((n₀ + n₁ + 1) / (12 n₀ n₁))` of the rank-sum statistic.
 *
 * @see Mann & Whitney 1947, "On a Test of Whether one of Two Random Variables is Stochastically Larger than the Other".
 */
function chanceAuc(labels: Int32Array): number {
  const favourable = labels.reduce((sum, label) => sum + Number(label === favourableClass), 0);
  const unfavourable = labels.length - favourable;
  return 0.5 + beyondChance * Math.sqrt((labels.length + 1) / (12 * favourable * unfavourable));
}

/** What {@link assertInformative} looks at. */
export interface Informative {
  readonly scores: TeacherScores;
  /** Losses of the validation rows [n], weighted. */
  readonly losses: Float64Array;
  readonly labels: Int32Array;
}

/**
 * Checks that a teacher's probabilities say something about a person.
 *
 * @throws UninformativeTeacherError when its validation loss is above that of the class frequencies by more than chance
 *   explains, or its AUC not above what chance reaches.
 */
export function assertInformative({ scores, losses, labels }: Informative): void {
  const { loss, baseRateLoss, auc } = scores;
  const mean = losses.reduce((sum, value) => sum + value, 0) / losses.length;
  const variance = losses.reduce((sum, value) => sum + (value - mean) ** 2, 0) / losses.length;
  const error = Math.sqrt(variance / Math.max(1, losses.length - 1));
  const most = baseRateLoss + beyondChance * error;
  const chance = chanceAuc(labels);
  if (loss < most && auc > chance) return;
  throw new UninformativeTeacherError({ loss, baseRateLoss, most, auc, chance, rows: labels.length });
}
