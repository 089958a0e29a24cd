import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DamagedFileError, UsageError } from '../command-line/benchmark-error.ts';
import type { Cell } from '../cells/cell.ts';
import { cellFileStem, cellHash, type CellSpecification } from '../cells/cell-specification.ts';
import { oneLine } from '../command-line/one-line.ts';
import { plainError } from '../command-line/plain-error.ts';
import { makeFolder } from './make-folder.ts';
import { isRecordOf, recordChecksum } from './record-checksum.ts';
import { removeStaleFiles } from './remove-stale-files.ts';
import { decodeStoredCell, encodeStoredCell, type StoredCell } from './stored-cell.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** Endings of the files of one cell; all start with its {@link cellFileStem}. */
export const cellFileEnding = {
  cell: '.cell.json',
  record: '.record.json.gz',
  error: '.error.json',
} as const;

/** A folder of finished cells. Every file in it is whole; none is ever half written. */
export interface CellStore {
  readonly folder: string;
  /**
   * The finished cell, or undefined where there is none yet.
   * @throws DamagedFileError where its file is not whole or belongs to another cell
   */
  read(specification: CellSpecification): Cell | undefined;
  /** Whether the per-instance record that was written with a cell is stored, whole. */
  hasRecord(specification: CellSpecification): boolean;
  /** Stores a finished cell, its record first where there is one, and forgets an earlier failure or record of it. */
  write(specification: CellSpecification, cell: Cell, record?: string): void;
  /** Stores why a cell failed; a later run tries it again. */
  writeError(specification: CellSpecification, error: unknown): void;
}

/**
 * Opens a folder as a store, creating it where it is missing and clearing what killed processes left.
 *
 * @param folder path of the folder
 * @throws UsageError where it cannot be created or read
 */
export function openCellStore(folder: string): CellStore {
  try {
    makeFolder(folder);
    removeStaleFiles(folder);
  } catch (error) {
    throw new UsageError(`--out: must be a folder that can be written (${oneLine(error)}). Choose another.`);
  }
  const path = (specification: CellSpecification, kind: keyof typeof cellFileEnding) =>
    join(folder, `${cellFileStem(specification)}${cellFileEnding[kind]}`);

  const stored = (specification: CellSpecification): StoredCell | undefined => {
    const file = path(specification, 'cell');
    const text = readIfPresent(file);
    if (text === undefined) return undefined;
    const found = decodeStoredCell(file, text.toString('utf8'));
    if (found.hash !== cellHash(specification)) {
      throw new DamagedFileError(`${file}: holds the result of another cell (hash ${found.hash}).`);
    }
    return found;
  };

  return {
    folder,
    read: (specification) => stored(specification)?.cell,
    hasRecord(specification) {
      const found = stored(specification);
      return found !== undefined && isRecordOf(path(specification, 'record'), found);
    },
    write(specification, cell, record) {
      const bytes = record === undefined ? undefined : gzipSync(record);
      if (bytes === undefined) rmSync(path(specification, 'record'), { force: true });
      else writeFileAtomically(path(specification, 'record'), bytes);
      const checksum = bytes === undefined ? undefined : recordChecksum(bytes);
      writeFileAtomically(path(specification, 'cell'), encodeStoredCell(specification, cell, checksum));
      rmSync(path(specification, 'error'), { force: true });
    },
    writeError(specification, error) {
      const stored = { hash: cellHash(specification), specification, error: plainError(error) };
      writeFileAtomically(path(specification, 'error'), `${JSON.stringify(stored, null, 2)}\n`);
    },
  };
}

function readIfPresent(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new DamagedFileError(`${path}: cannot be read (${oneLine(error)}).`, { cause: error });
  }
}
