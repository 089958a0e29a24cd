import { bothValid, type BothValidInput } from './both-valid.ts';
import { checkScalar } from './check-scalar.ts';
import { amount, columnReader, finite } from './column.ts';
import { type Matrix, readMatrix } from './matrix.ts';
import { meanOver } from './ratio.ts';
import type { Statistic } from './statistic.ts';

export interface ActionOverlapInput extends BothValidInput {
  /** `[rows, features]` the teacher's actions δ_f. */
  readonly teacherDelta: Matrix;
  /** `[rows, features]` the student's actions δ_q. */
  readonly studentDelta: Matrix;
  /** A feature belongs to the support where `|δ_j| > threshold`. Default 1e-4. */
  readonly threshold?: number;
  /** ε of the denominator. Default 1e-8. */
  readonly epsilon?: number;
}

/**
 * Action overlap, ActOverlap: the mean Jaccard index of the changed features,
 * `|supp δ_f ∩ supp δ_q| / (|supp δ_f ∪ supp δ_q| + ε)`, over instances for which both recourses are valid.
 * Range 0–1, 1 is best. Two empty actions score 0.
 *
 * @returns the mean; its count is the number of instances with both recourses valid.
 * @throws {MetricsError} on unequal lengths or shapes, or an entry that is not finite.
 * @see CFQ §3 (arXiv 2605.17160).
 */
export function actionOverlap(input: ActionOverlapInput): Statistic {
  const origin = 'actionOverlap';
  const threshold = checkScalar(origin, 'threshold', input.threshold ?? 1e-4, amount);
  const epsilon = checkScalar(origin, 'epsilon', input.epsilon ?? 1e-8, amount);
  const read = columnReader(origin);
  const both = bothValid(read, input);
  const { data: teacher, width } = readMatrix(origin, read, 'teacherDelta', input.teacherDelta, finite);
  const { data: student } = readMatrix(origin, read, 'studentDelta', input.studentDelta, finite, width);
  return meanOver(both, (row) => {
    let intersection = 0;
    let union = 0;
    for (let index = row * width; index < (row + 1) * width; index += 1) {
      const changed =
        Number(Math.abs(teacher[index]!) > threshold) + Number(Math.abs(student[index]!) > threshold);
      if (changed > 0) union += 1;
      if (changed > 1) intersection += 1;
    }
    return intersection / (union + epsilon);
  });
}
