import { nonNegative, finite } from '../../internals/check.ts';
import { type Column, readColumns } from '../../internals/column.ts';
import { bothValid, type BothValidInput, epsilonOf, validityRules } from './paired-recourse.ts';

export interface RecourseGapInput extends BothValidInput {
  /** `[rows]` cost of the teacher's recourse, ≥ 0; finite where both are valid. */
  readonly teacherCost: Column;
  /** `[rows]` cost of the student's recourse, ≥ 0; finite where both are valid. */
  readonly studentCost: Column;
  /** ε of the denominator. Default 1e-8. */
  readonly epsilon?: number | undefined;
}

/** The relative cost change of each instance, and which instances count: both valid, teacher cost > 0. */
export function relativeCostGaps(origin: string, input: RecourseGapInput) {
  const rules = { ...validityRules, teacherCost: nonNegative, studentCost: nonNegative };
  const columns = readColumns(origin, input, rules);
  const { teacherCost, studentCost } = columns;
  const epsilon = epsilonOf(origin, input);
  const included = bothValid(columns).map((both, row) => Number(both * teacherCost[row]! > 0));
  const gap = included.map(
    (counts, row) => counts && (studentCost[row]! - teacherCost[row]!) / (teacherCost[row]! + epsilon),
  );
  return { ...readColumns(origin, { gap }, { gap: finite }), included };
}
