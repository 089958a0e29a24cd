import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DamagedFileError, UsageError } from './benchmark-error.ts';
import type { Cell } from './cell.ts';
import { cellFileEnding } from './cell-store.ts';
import { oneLine } from './one-line.ts';
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
}

/**
 * Reads every finished cell of a folder: by dataset, backbone, budget and seed, methods in alphabetical order.
 *
 * @param folder a folder written by `cfq run --out`
 * @throws UsageError where the folder cannot be read or holds no cell file
 */
export function readStoredCells(folder: string): StoredCells {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(cellFileEnding.cell));
  } catch (error) {
    throw new UsageError(`table: must be a folder that can be read (${oneLine(error)}). Choose another.`);
  }
  if (names.length === 0) {
    throw new UsageError(`table: ${folder} holds no cells. Write some with: cfq run --out ${folder}`);
  }
  const cells: CellOnDisk[] = [];
  const damaged: string[] = [];
  for (const name of names) {
    const path = join(folder, name);
    try {
      const { cell } = decodeStoredCell(path, readFileSync(path, 'utf8'));
      const record = `${path.slice(0, -cellFileEnding.cell.length)}${cellFileEnding.record}`;
      cells.push({ cell, recordPath: existsSync(record) ? record : undefined });
    } catch (error) {
      if (!(error instanceof DamagedFileError)) throw error;
      damaged.push(oneLine(error));
    }
  }
  const compare = new Intl.Collator('en', { numeric: true }).compare;
  const order = ({ cell }: CellOnDisk) =>
    [cell.dataset, cell.backbone, cell.budgetBits, cell.method, cell.seed].join('\n');
  return { cells: cells.sort((a, b) => compare(order(a), order(b))), damaged };
}
