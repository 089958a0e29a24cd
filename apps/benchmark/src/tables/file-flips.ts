import type { Cell } from '../cells/cell.ts';
import type { MethodColumn } from './aggregate-columns.ts';
import { formatQuantity } from './format-quantity.ts';

/**
 * Rows on which the file of a student decides otherwise than the student, in the runtime where it does so most: test
 * rows and recourse points together. Null where it was not measured, where there is no file, and where a runtime did not
 * load.
 */
export function fileFlips({ export: file }: Cell): number | null {
  if (file === undefined || file === null) return null;
  const decisions = file.changed.map((runtime) => runtime.decisions);
  return decisions.some((count) => count === null) ? null : Math.max(...decisions.map(Number));
}

/** The column of {@link fileFlips}; none where no cell knows. */
export function fileFlipsColumns(cells: readonly Cell[]): readonly MethodColumn[] {
  if (!cells.some((cell) => fileFlips(cell) !== null)) return [];
  return [['file flips ↓', (row) => formatQuantity(row.cells.map(fileFlips), { digits: 0 })]];
}

/** What the column says, for the foot of a table. */
export const fileFlipsNote =
  'file flips: test rows and recourse points on which the ONNX file decides otherwise than the student, in the worst of three runtimes.';
