import { nonNegative, checkValue } from '../internals/check.ts';
import { readColumns } from '../internals/column.ts';
import { actionRules } from './parts/action-rules.ts';
import { bothValid, epsilonOf, type PairedActionsInput } from './parts/paired-recourse.ts';
import { meanOver } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

export interface ActionOverlapInput extends PairedActionsInput {
  /** A feature belongs to the support where `|δ_j| > threshold`. Default 1e-4. */
  readonly threshold?: number | undefined;
}

/**
 * Action overlap, ActOverlap: the mean Jaccard index of the changed features,
 * `|supp δ_f ∩ supp δ_q| / (|supp δ_f ∪ supp δ_q| + ε)`, over instances for which both recourses are valid.
 * Range 0–1, 1 is best. Two empty actions score 0.
 *
 * @returns the mean; its count is the number of instances with both recourses valid.
 * @throws MetricsError on unequal lengths or shapes, or an entry that is not finite.
 * @see CFQ §3 (arXiv 2605.17160).
 */
export function actionOverlap(input: ActionOverlapInput): Statistic {
  const origin = 'actionOverlap';
  const columns = readColumns(origin, input, actionRules());
  const { teacherDelta, studentDelta } = columns;
  const epsilon = epsilonOf(origin, input);
  const threshold = checkValue(origin, 'threshold', input.threshold ?? 1e-4, nonNegative);
  const width = input.teacherDelta.shape[1]!;
  return meanOver(bothValid(columns), (row) => {
    let intersection = 0;
    let union = 0;
    for (let index = row * width; index < (row + 1) * width; index += 1) {
      const teacherActs = Math.abs(teacherDelta[index]!) > threshold;
      const studentActs = Math.abs(studentDelta[index]!) > threshold;
      if (teacherActs || studentActs) union += 1;
      if (teacherActs && studentActs) intersection += 1;
    }
    return intersection / (union + epsilon);
  });
}
