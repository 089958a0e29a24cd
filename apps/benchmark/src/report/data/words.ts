import type { Cell } from '../../cells/cell.ts';
import type { MethodCells } from '../../tables/summarize-cells.ts';

/** Seeds of some rows: `5 seeds`; `4–5 seeds` where rows differ. */
export function seedsInWords(rows: readonly MethodCells[]): string {
  const counts = rows.map((row) => new Set(row.cells.map((cell) => cell.seed)).size);
  return `${range(counts)} seed${Math.max(...counts) === 1 ? '' : 's'}`;
}

/** What the marks of a figure of means are. */
export function marksInWords(rows: readonly MethodCells[]): string {
  const seeds = seedsInWords(rows);
  return seeds === '1 seed'
    ? 'Each mark is one seed.'
    : `Large marks: means over ${seeds}; small light marks: the single seeds.`;
}

/** How many people stand behind the numbers of some rows, a seed: `n = 97–118`. */
export function countInWords(rows: readonly MethodCells[], count: (cell: Cell) => number): string {
  return `n = ${range(rows.flatMap(({ cells }) => cells.map(count)))}`;
}

/** `4`, or `2–4`. */
export function range(numbers: readonly number[]): string {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return low === high ? String(low) : `${low}–${high}`;
}

/** What the mark ‡ on a method means. */
export const ownTeacherNote =
  '‡ trains a teacher of its own: its promises are to other people and of other sizes, so it is not compared pairwise.';
