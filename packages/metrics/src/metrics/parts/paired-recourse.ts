import { nonNegative, checkValue, flag } from '../../internals/check.ts';
import type { Column, Matrix } from '../../internals/column.ts';

export interface BothValidInput {
  /** `[rows]` flags: valid recourse was found for the teacher. */
  readonly teacherValid: Column;
  /** `[rows]` flags: valid recourse was found for the student. */
  readonly studentValid: Column;
}

export interface PairedActionsInput extends BothValidInput {
  /** `[rows, features]` the teacher's actions δ_f. */
  readonly teacherDelta: Matrix;
  /** `[rows, features]` the student's actions δ_q. */
  readonly studentDelta: Matrix;
  /** ε of the denominator. Default 1e-8. */
  readonly epsilon?: number | undefined;
}

/** ε, or its default. */
export function epsilonOf(
  origin: string,
  { epsilon = 1e-8 }: { readonly epsilon?: number | undefined },
): number {
  return checkValue(origin, 'epsilon', epsilon, nonNegative);
}

/** The rules of the two validity flags. */
export const validityRules = { teacherValid: flag, studentValid: flag };

/** `[rows]`: 1 where both recourses are valid. */
export function bothValid(columns: { teacherValid: Float64Array; studentValid: Float64Array }): Float64Array {
  return columns.teacherValid.map((valid, row) => valid * columns.studentValid[row]!);
}
