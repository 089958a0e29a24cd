import { DatasetError } from '../internals/dataset-error.ts';

/** Where cells come from, for error messages. */
export interface CellOrigin {
  /** Public function that reads. */
  readonly caller: string;
  /** File as people know it. */
  readonly file: string;
  /** Line of the file that row `row` (from 0) starts at, from 1; absent where the file has no lines. */
  readonly line?: (row: number) => number;
}

/**
 * The error for one bad cell; also for rules that only one parser has.
 *
 * @param hint What else could be done than correct the file, without a full stop.
 */
export function badCell(
  { caller, file, line }: CellOrigin,
  column: string,
  row: number,
  cell: string | number,
  expected: string,
  hint?: string,
): DatasetError {
  const text = String(cell);
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const place = line === undefined ? file : `${file} line ${line(row)}`;
  const remedy = hint === undefined ? 'Correct the file' : `Correct the file, or ${hint}`;
  return new DatasetError(
    `${caller}: column "${column}": row ${row + 1} is "${shown}", expected ${expected} (${place}). ${remedy}.`,
  );
}
