import { costOrNone } from '../../internals/check.ts';
import { type Column, readColumns } from '../../internals/column.ts';
import { countedCosts } from '../../internals/counted-costs.ts';
import { bothValid, type BothValidInput, epsilonOf, validityRules } from './paired-recourse.ts';

export interface RecourseGapInput extends BothValidInput {
  /** `[rows]` cost of the teacher's recourse, ≥ 0 and finite where valid; NaN or `Infinity` where there is none. */
  readonly teacherCost: Column;
  /** `[rows]` cost of the student's recourse, likewise. */
  readonly studentCost: Column;
  /** ε of the denominator. Default 1e-8. */
  readonly epsilon?: number | undefined;
}

/** The relative cost change of each instance, and which instances count: both valid, teacher cost > 0. */
export function relativeCostGaps(origin: string, input: RecourseGapInput) {
  const rules = { ...validityRules, teacherCost: costOrNone, studentCost: costOrNone };
  const columns = readColumns(origin, input, rules);
  const teacherCost = countedCosts(origin, 'teacherCost', columns.teacherCost, columns.teacherValid);
  const studentCost = countedCosts(origin, 'studentCost', columns.studentCost, columns.studentValid);
  const epsilon = epsilonOf(origin, input);
  const included = bothValid(columns).map((both, row) => Number(both * teacherCost[row]! > 0));
  const gap = included.map(
    (counts, row) => counts && (studentCost[row]! - teacherCost[row]!) / (teacherCost[row]! + epsilon),
  );
  return { gap, included };
}
