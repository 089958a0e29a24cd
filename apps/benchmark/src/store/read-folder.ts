import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DamagedFileError } from '../command-line/benchmark-error.ts';
import type { Cell } from '../cells/cell.ts';
import { oneLine } from '../command-line/one-line.ts';
import { cellFileEnding } from './cell-store.ts';
import { isRecordOf } from './record-checksum.ts';
import { decodeStoredCell, type StoredCell } from './stored-cell.ts';

/** A finished cell of a folder. */
export interface FolderCell {
  /** Hash of all that was asked for. */
  readonly hash: string;
  readonly cell: Cell;
  /** The kind of machine that computed it, where that is recorded. */
  readonly machine?: string | undefined;
  /** Fingerprint of the rows it was measured on. */
  readonly source: string;
  /** When its file was written, milliseconds. */
  readonly written: number;
  /** Its per-instance record, where one is stored that was written with it. */
  readonly recordPath: string | undefined;
}

/** Whole cells of a folder, and one line for each file that is damaged or cannot be read. */
export interface FolderCells {
  readonly cells: readonly FolderCell[];
  readonly damaged: string[];
}

/**
 * Reads the finished cells of a folder, in the order of their file names. One bad entry does not hide the others.
 *
 * @param wanted the stems of the cells to read; default: all
 * @throws the file system's error where the folder itself cannot be listed
 */
export function readFolder(folder: string, wanted: (stem: string) => boolean = () => true): FolderCells {
  const names = readdirSync(folder).filter((name) => name.endsWith(cellFileEnding.cell));
  const damaged: string[] = [];
  const cells = names.sort().flatMap((name): FolderCell[] => {
    const stem = name.slice(0, -cellFileEnding.cell.length);
    if (!wanted(stem)) return [];
    try {
      const path = join(folder, name);
      const stored = readStoredCell(path);
      return [
        {
          hash: stored.hash,
          cell: stored.cell,
          machine: stored.machine,
          source: stored.source,
          written: statSync(path).mtimeMs,
          recordPath: recordPathOf(join(folder, `${stem}${cellFileEnding.record}`), stored, damaged),
        },
      ];
    } catch (error) {
      if (!(error instanceof DamagedFileError)) throw error;
      damaged.push(oneLine(error));
      return [];
    }
  });
  return { cells, damaged };
}

/**
 * Reads a cell file.
 *
 * @throws DamagedFileError where it is not whole or cannot be read
 */
export function readStoredCell(path: string): StoredCell {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new DamagedFileError(`${path}: cannot be read (${oneLine(error)}).`, { cause: error });
  }
  return decodeStoredCell(path, text);
}

/** Where the record of a cell stands; a line is added where one stands there that was not written with it. */
export function recordPathOf(path: string, stored: StoredCell, damaged: string[]): string | undefined {
  if (!existsSync(path)) return undefined;
  if (isRecordOf(path, stored)) return path;
  damaged.push(
    `${path}: not the whole record of its cell; it is left out. Run the same command with --records again.`,
  );
  return undefined;
}
