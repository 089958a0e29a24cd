import { amount, flag } from './check.ts';
import type { Column, Matrix } from './column.ts';

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
  readonly epsilon?: number;
}

/** Where ε is not given. */
export const defaults = { epsilon: 1e-8 };

/** The rules of the two validity flags and ε. */
export const validityRules = { teacherValid: flag, studentValid: flag, epsilon: amount };

/** `[rows]`: 1 where both recourses are valid. */
export function bothValid(columns: { teacherValid: Float64Array; studentValid: Float64Array }): Float64Array {
  return columns.teacherValid.map((valid, row) => valid * columns.studentValid[row]!);
}
