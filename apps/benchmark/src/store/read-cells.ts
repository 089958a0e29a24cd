import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DamagedFileError, UsageError } from '../command-line/benchmark-error.ts';
import type { Cell } from '../cells/cell.ts';
import { fullPrecisionBits } from '../cells/full-precision-bits.ts';
import { cellFileEnding } from './cell-store.ts';
import { oneLine } from '../command-line/one-line.ts';
import { conditionOf, recipeOf } from '../cells/labels.ts';
import { decodeStoredCell } from './stored-cell.ts';

/** A cell of a folder and where its per-instance record stands, if it was saved. */
export interface CellOnDisk {
  readonly cell: Cell;
  readonly recordPath: string | undefined;
}

/** What a folder holds: whole cells, and one line for each file that is damaged. */
export interface StoredCells {
  readonly cells: readonly CellOnDisk[];
  readonly damaged: string[];
  /** Cells left out because a newer one of the same dataset, backbone, method, budget, variant and seed is there. */
  readonly superseded: number;
}

/**
 * Reads the finished cells of a folder by dataset and backbone: full precision first, then by budget, method and seed.
 * Where the same cell was run again with another recipe, other margins or other rows, the newest file counts.
 *
 * @param folder a folder written by `cfq run --out`
 * @throws UsageError where the folder cannot be read or holds no cell file
 */
export function readCells(folder: string): StoredCells {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(cellFileEnding.cell));
  } catch (error) {
    throw new UsageError(`readCells: must be a folder that can be read (${oneLine(error)}). Choose another.`);
  }
  if (names.length === 0) {
    throw new UsageError(`readCells: ${folder} holds no cells. Write some with: cfq run --out ${folder}`);
  }
  const newest = new Map<string, CellOnDisk & { readonly written: number }>();
  const damaged: string[] = [];
  let superseded = 0;
  for (const name of names.sort()) {
    const path = join(folder, name);
    try {
      const { cell } = decodeStoredCell(path, readFileSync(path, 'utf8'));
      const record = `${path.slice(0, -cellFileEnding.cell.length)}${cellFileEnding.record}`;
      const written = statSync(path).mtimeMs;
      const rival = newest.get(placeOf(cell));
      if (rival !== undefined) superseded += 1;
      if (rival !== undefined && rival.written > written) continue;
      newest.set(placeOf(cell), { cell, recordPath: existsSync(record) ? record : undefined, written });
    } catch (error) {
      if (!(error instanceof DamagedFileError)) throw error;
      damaged.push(oneLine(error));
    }
  }
  const { compare } = new Intl.Collator('en', { numeric: true });
  const cells = [...newest]
    .sort(([a], [b]) => compare(a, b))
    .map(([, { cell, recordPath }]) => ({ cell, recordPath }));
  return { cells, damaged, superseded };
}

/** Where a cell stands among the others, as text that sorts in the order of the tables. */
function placeOf(cell: Cell): string {
  const { dataset, backbone, budgetBits, method, seed } = cell;
  const quantized = budgetBits < fullPrecisionBits ? 1 : 0;
  return [dataset, backbone, conditionOf(cell), quantized, budgetBits, method, recipeOf(cell), seed].join(
    '\n',
  );
}
