import { issueWords } from '@cfq/parts';
import { z } from 'zod';
import { DamagedFileError } from '../command-line/benchmark-error.ts';
import { cellSchema, type Cell } from '../cells/cell.ts';
import { cellHash, type CellSpecification } from '../cells/cell-specification.ts';
import { codePieces, piecesOf } from '../cells/code/code-version.ts';
import { namesIn } from '../cells/code/names-in.ts';
import { contentHash } from '../cells/content-hash.ts';
import { oneLine } from '../command-line/one-line.ts';
import { machine } from './machine.ts';
import { otherProtocol } from './other-protocol.ts';

const storedCellSchema = z.strictObject({
  hash: z.string(),
  checksum: z.string(),
  /** SHA-256 of the file of its record, where one was written with it. */
  record: z.string().optional(),
  /** What it was computed on. */
  machine: z.string().optional(),
  /** See `StoredCell.code`. */
  code: z.record(z.string(), z.string()).optional(),
  specification: z.intersection(z.object({ source: z.string() }), z.record(z.string(), z.json())),
  cell: cellSchema,
});

/** As much of a cell file as every protocol has. */
const protocolSchema = z.object({ specification: z.object({ protocol: z.int() }) });

/** A cell as read back from a folder, with the hash of what was asked for. */
export interface StoredCell {
  readonly hash: string;
  /** Fingerprint of the rows. */
  readonly source: string;
  /** SHA-256 of the file of its record, where one was written with it. */
  readonly record: string | undefined;
  /** What it was computed on. */
  readonly machine: string | undefined;
  /** The code that computed it in pieces, as {@link piecesOf} has them; not known of older cells. */
  readonly code: Readonly<Record<string, string>> | undefined;
  /** Plain part of the recipe that was asked for. */
  readonly recipe: unknown;
  readonly cell: Cell;
}

/**
 * The text of a cell file: the cell, what was asked for, and what is needed to notice any later damage.
 *
 * @param record SHA-256 of the file of its record, where there is one
 */
export function encodeStoredCell(specification: CellSpecification, cell: Cell, record?: string): string {
  const code = codePieces && piecesOf(namesIn(specification.settings), codePieces);
  const stored = {
    ...{ hash: cellHash(specification), checksum: contentHash(cell) },
    ...(record !== undefined && { record }),
    machine,
    ...(code !== undefined && { code }),
    ...{ specification, cell },
  };
  return `${JSON.stringify(stored, null, 2)}\n`;
}

/**
 * Reads the text of a cell file.
 *
 * @param path named in the error
 * @param text the file's contents
 * @throws DamagedFileError where it is cut short, edited, of another protocol, or no cell file at all
 */
export function decodeStoredCell(path: string, text: string): StoredCell {
  const damaged = (reason: string) => new DamagedFileError(`${path}: not a whole cell file (${reason}).`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw damaged(oneLine(error));
  }
  const written = protocolSchema.safeParse(json).data?.specification.protocol;
  const other = otherProtocol(path, 'a cell file', written);
  if (other !== undefined) throw new DamagedFileError(other);
  const parsed = storedCellSchema.safeParse(json, { error: issueWords });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw damaged(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
  }
  const { hash, checksum, record, machine: computedOn, code, specification, cell } = parsed.data;
  if (contentHash(cell) !== checksum || contentHash(specification) !== hash) {
    throw damaged('its checksum does not match its contents');
  }
  const { source, recipe } = specification;
  return { hash, source, record, machine: computedOn, code, recipe, cell };
}
