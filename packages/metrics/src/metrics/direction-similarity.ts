import { readColumns } from '../internals/column.ts';
import { actionRules } from './parts/action-rules.ts';
import { bothValid, epsilonOf, type PairedActionsInput } from './parts/paired-recourse.ts';
import { meanOver } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

/**
 * Direction similarity, DirSim: the mean cosine `⟨δ_f, δ_q⟩ / (‖δ_f‖‖δ_q‖ + ε)` over instances for which both
 * recourses are valid. Range −1 to 1, 1 is best. An empty action has no direction and scores 0.
 *
 * @returns the mean; its count is the number of instances with both recourses valid.
 * @throws MetricsError on unequal lengths or shapes, or an entry that is not finite.
 * @see CFQ §3 (arXiv 2605.17160).
 */
export function directionSimilarity(input: PairedActionsInput): Statistic {
  const origin = 'directionSimilarity';
  const columns = readColumns(origin, input, actionRules());
  const { teacherDelta, studentDelta } = columns;
  const epsilon = epsilonOf(origin, input);
  const width = input.teacherDelta.shape[1]!;
  const cosine = (row: number) => {
    let dot = 0;
    let teacherSquares = 0;
    let studentSquares = 0;
    for (let index = row * width; index < (row + 1) * width; index += 1) {
      dot += teacherDelta[index]! * studentDelta[index]!;
      teacherSquares += teacherDelta[index]! ** 2;
      studentSquares += studentDelta[index]! ** 2;
    }
    return dot / (Math.sqrt(teacherSquares) * Math.sqrt(studentSquares) + epsilon);
  };
  return meanOver(bothValid(columns), cosine, [-1, 1]);
}
