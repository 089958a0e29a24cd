import type { Cell } from '../cells/cell.ts';
import { isTrainedOut } from '../cells/models/trained-out.ts';
import type { MethodCells } from './summarize-cells.ts';

/** Marks a row that rests on a teacher that is not trained out. */
export const unfinishedMark = '†';

/** Whether some cell of a row has a teacher that is not trained out. */
export const isUnfinished = ({ cells }: MethodCells): boolean => cells.some((cell) => !isTrainedOut(cell));

/** A row under its name with the mark, where it has one. */
export function markedRow<Row extends MethodCells>(row: Row): Row {
  return isUnfinished(row) ? { ...row, method: `${row.method} ${unfinishedMark}` } : row;
}

/** The footnote of the mark, with what shows it and at how many seeds; none where no row has the mark. */
export function unfinishedNotes(rows: readonly MethodCells[]): string[] {
  const cells = rows.flatMap((row) => row.cells);
  if (cells.every(isTrainedOut)) return [];
  const seeds = new Set(cells.map(({ seed }) => seed)).size;
  const at = (found: readonly Cell[]) =>
    `at ${new Set(found.map(({ seed }) => seed)).size} of ${seeds} seeds`;
  const falling = cells.filter(({ teacher }) => !teacher.converged);
  const behind = cells.filter(({ trainedOut }) => trainedOut.reference.beatsTeacher);
  const students = rows.flatMap(({ method, cells: own }) => {
    const ahead = own.filter(({ trainedOut }) => trainedOut.student.beatsTeacher);
    return ahead.length === 0 ? [] : [`${method} beats it ${at(ahead)}`];
  });
  const reasons = [
    ...(falling.length > 0 ? [`its validation loss was still falling ${at(falling)}`] : []),
    ...(behind.length > 0 ? [`the reference beats it beyond noise ${at(behind)}`] : []),
    ...students,
  ];
  return [
    `${unfinishedMark} the teacher is not trained out: ${reasons.join('; ')}. What such cells measure is no evidence for a claim.`,
  ];
}
