import { bothValid, type BothValidInput } from './both-valid.ts';
import { checkScalar } from './check-scalar.ts';
import { amount, type Column, columnReader } from './column.ts';
import { MetricsError } from './metrics-error.ts';

export interface RecourseGapInput extends BothValidInput {
  /** `[rows]` cost of the teacher's recourse, ≥ 0; finite where both are valid. */
  readonly teacherCost: Column;
  /** `[rows]` cost of the student's recourse, ≥ 0; finite where both are valid. */
  readonly studentCost: Column;
  /** ε of the denominator. Default 1e-8. */
  readonly epsilon?: number;
}

/** The relative cost change of each instance, and which instances count: both valid, teacher cost > 0. */
export function relativeCostGaps(origin: string, input: RecourseGapInput) {
  const epsilon = checkScalar(origin, 'epsilon', input.epsilon ?? 1e-8, amount);
  const read = columnReader(origin);
  const both = bothValid(read, input);
  const teacher = read('teacherCost', input.teacherCost, amount);
  const student = read('studentCost', input.studentCost, amount);
  const included = both.map((valid, row) => Number(valid === 1 && teacher[row]! > 0));
  const gaps = included.map((counts, row) => {
    if (counts === 0) return 0;
    const gap = (student[row]! - teacher[row]!) / (teacher[row]! + epsilon);
    if (!Number.isFinite(gap)) {
      const got = `${teacher[row]!} and ${student[row]!}`;
      throw new MetricsError(
        origin,
        `costs of valid row ${row} must be finite`,
        'numbers',
        got,
        'Correct them',
      );
    }
    return gap;
  });
  return { gaps, included };
}
