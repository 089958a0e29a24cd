import { DatasetError } from '../internals/dataset-error.ts';

export interface SplitLinesOptions {
  /** Public function that reads, for error messages. */
  readonly caller: string;
  readonly file: string;
  readonly text: string;
  readonly separator: string;
  /** Cells a row must have. */
  readonly cells: number;
  /** Whether a line carries no row; blank lines never do. */
  readonly skip?: (line: string) => boolean;
}

/**
 * The rows of a file without quotes or escapes, and the line each stands on (from 1).
 *
 * @throws DatasetError naming file and line where a row has another number of cells, or where there is no row.
 */
export function splitLines(options: SplitLinesOptions): { rows: string[][]; lines: number[] } {
  const { caller, file, text, separator, cells, skip } = options;
  const rows: string[][] = [];
  const lines: number[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '' || skip?.(line) === true) return;
    const row = line.trim().split(separator);
    if (row.length !== cells) {
      throw new DatasetError(
        `${caller}: ${file} line ${index + 1}: row ${rows.length + 1} has ${row.length} cells, expected ${cells} ` +
          `separated by "${separator}". Correct the file.`,
      );
    }
    rows.push(row);
    lines.push(index + 1);
  });
  if (rows.length === 0)
    throw new DatasetError(`${caller}: ${file} holds no row (expected some). Correct the file.`);
  return { rows, lines };
}
