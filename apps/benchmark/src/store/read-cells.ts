import { UsageError } from '../command-line/benchmark-error.ts';
import type { Cell } from '../cells/cell.ts';
import { oneLine } from '../command-line/one-line.ts';
import { ofOneIdentity } from './of-one-identity.ts';
import { readFolder, type FolderCells } from './read-folder.ts';

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
  /** What else was left out, since it is not what its name says: other rows, another version of the code. One line each. */
  readonly leftOut: readonly string[];
}

/**
 * Reads the finished cells of a folder by dataset and backbone: full precision first, then by budget, method and seed.
 * Where the same cell was run again with another recipe, other margins or other code, the newest file counts; what has the
 * same name and is not the same is never put together.
 *
 * @param folder a folder written by `cfq run --out`
 * @throws UsageError where the folder cannot be read or holds no cell file
 */
export function readCells(folder: string): StoredCells {
  let found: FolderCells;
  try {
    found = readFolder(folder);
  } catch (error) {
    throw new UsageError(`readCells: must be a folder that can be read (${oneLine(error)}). Choose another.`);
  }
  const { damaged } = found;
  if (found.cells.length === 0 && damaged.length === 0) {
    throw new UsageError(`readCells: ${folder} holds no cells. Write some with: cfq run --out ${folder}`);
  }
  const { cells, superseded, leftOut } = ofOneIdentity(found.cells);
  return {
    cells: cells.map(({ cell, recordPath }) => ({ cell, recordPath })),
    ...{ damaged, superseded, leftOut },
  };
}
