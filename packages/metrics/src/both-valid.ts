import { type Column, type ColumnReader, flag } from './column.ts';

export interface BothValidInput {
  /** `[rows]` flags: valid recourse was found for the teacher. */
  readonly teacherValid: Column;
  /** `[rows]` flags: valid recourse was found for the student. */
  readonly studentValid: Column;
}

/** `[rows]`: 1 where teacher and student both have valid recourse. */
export function bothValid(read: ColumnReader, input: BothValidInput): Float64Array {
  const teacher = read('teacherValid', input.teacherValid, flag);
  const student = read('studentValid', input.studentValid, flag);
  return teacher.map((valid, row) => valid * student[row]!);
}
