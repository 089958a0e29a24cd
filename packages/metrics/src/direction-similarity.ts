import { bothValid, type BothValidInput } from './both-valid.ts';
import { checkScalar } from './check-scalar.ts';
import { amount, columnReader, finite } from './column.ts';
import { type Matrix, readMatrix } from './matrix.ts';
import { meanOver } from './ratio.ts';
import type { Statistic } from './statistic.ts';

export interface DirectionSimilarityInput extends BothValidInput {
  /** `[rows, features]` the teacher's actions δ_f. */
  readonly teacherDelta: Matrix;
  /** `[rows, features]` the student's actions δ_q. */
  readonly studentDelta: Matrix;
  /** ε of the denominator. Default 1e-8. */
  readonly epsilon?: number;
}

/**
 * Direction similarity, DirSim: the mean cosine `⟨δ_f, δ_q⟩ / (‖δ_f‖‖δ_q‖ + ε)` over instances for which both
 * recourses are valid. Range −1 to 1, 1 is best. An empty action has no direction and scores 0.
 *
 * @returns the mean; its count is the number of instances with both recourses valid.
 * @throws {MetricsError} on unequal lengths or shapes, or an entry that is not finite.
 * @see CFQ §3 (arXiv 2605.17160).
 */
export function directionSimilarity(input: DirectionSimilarityInput): Statistic {
  const origin = 'directionSimilarity';
  const epsilon = checkScalar(origin, 'epsilon', input.epsilon ?? 1e-8, amount);
  const read = columnReader(origin);
  const both = bothValid(read, input);
  const { data: teacher, width } = readMatrix(origin, read, 'teacherDelta', input.teacherDelta, finite);
  const { data: student } = readMatrix(origin, read, 'studentDelta', input.studentDelta, finite, width);
  return meanOver(both, (row) => {
    let dot = 0;
    let teacherSquares = 0;
    let studentSquares = 0;
    for (let index = row * width; index < (row + 1) * width; index += 1) {
      dot += teacher[index]! * student[index]!;
      teacherSquares += teacher[index]! ** 2;
      studentSquares += student[index]! ** 2;
    }
    return dot / (Math.sqrt(teacherSquares) * Math.sqrt(studentSquares) + epsilon);
  });
}
