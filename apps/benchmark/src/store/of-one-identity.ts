import { fullPrecisionBits } from '../cells/full-precision-bits.ts';
import { conditionOf, recipeOf } from '../cells/labels.ts';
import type { Cell } from '../cells/cell.ts';
import { grouped } from '../cells/grouped.ts';
import type { FolderCell } from './read-folder.ts';

/** Cells that may stand in the same tables, and what was left out for it. */
export interface CellsOfOneIdentity<One> {
  /** In the order of the tables: full precision first, then by budget, method and seed. */
  readonly cells: readonly One[];
  /** Cells left out because a newer one of equal settings is there, or one that replaces it. */
  readonly superseded: number;
  /** What else was left out, one line each. */
  readonly leftOut: readonly string[];
}

/**
 * Of cells that call themselves the same, those that are: of a data set those measured on the rows of its newest cell; of a row
 * of a table those of the code of its newest cell; of a place in it the newest.
 */
export function ofOneIdentity<One extends FolderCell>(all: readonly One[]): CellsOfOneIdentity<One> {
  const leftOut: string[] = [];
  const ofRows = grouped(all, ({ cell }) => [cell.dataset]).flatMap((own) => {
    const { source, cell } = newestOf(own);
    const kept = own.filter((one) => one.source === source);
    if (kept.length < own.length) {
      leftOut.push(
        `left out ${cellsInWords(own.length - kept.length)} of other rows that are called ${cell.dataset} too; kept: those of the newest, fingerprint ${source.slice(0, 12)}`,
      );
    }
    return kept;
  });
  const newest = grouped(ofRows, ({ cell }) => [placeOf(cell)]).map(newestOf);
  const kept = grouped(newest, ({ cell }) => [rowOf(cell)]).flatMap((row) => {
    const { codeVersion, method, budgetBits } = newestOf(row).cell;
    const own = row.filter(({ cell }) => cell.codeVersion === codeVersion);
    if (own.length < row.length) {
      leftOut.push(
        `left out ${cellsInWords(row.length - own.length)} of ${method} at ${budgetBits} bits on ${row[0].cell.dataset} by another version of the code; kept: version ${codeVersion.slice(0, 12)}`,
      );
    }
    return own;
  });
  const { compare } = new Intl.Collator('en', { numeric: true });
  return {
    cells: kept.sort((one, other) => compare(placeOf(one.cell), placeOf(other.cell))),
    superseded: ofRows.length - newest.length,
    leftOut,
  };
}

/** Which row of which table a cell belongs into, as text that sorts in the order of the tables. */
function rowOf(cell: Cell): string {
  const { dataset, backbone, budgetBits, method } = cell;
  const quantized = budgetBits < fullPrecisionBits ? 1 : 0;
  return [dataset, backbone, conditionOf(cell), quantized, budgetBits, method, recipeOf(cell)].join('\n');
}

const placeOf = (cell: Cell): string => `${rowOf(cell)}\n${cell.seed}`;

const newestOf = <One extends FolderCell>(cells: readonly One[]): One =>
  cells.reduce((newest, one) => (one.written >= newest.written ? one : newest));

const cellsInWords = (count: number): string => `${count} ${count === 1 ? 'cell' : 'cells'}`;
