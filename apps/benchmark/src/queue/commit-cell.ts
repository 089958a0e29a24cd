import { createHash } from 'node:crypto';
import { differingFields } from '../store/merging/differing-fields.ts';
import { decodeStoredCell } from '../store/stored-cell.ts';
import { queueName } from './cell-job.ts';
import type { Claim } from './claim-cell.ts';
import type { Queue } from './open-queue.ts';
import { releaseCells } from './release-cells.ts';
import { whileNobodySubmits } from './study-lock.ts';

/** A cell that ran, as the files that a folder would hold. */
export interface ComputedCell {
  readonly file: string;
  readonly record?: Buffer | undefined;
  /** Where its record is kept, by its hash, where that is not the database. */
  readonly recordAt?: string | undefined;
}

/** How two results of one cell differ; nothing where they are equal. */
export type Compare = (known: ComputedCell, computed: ComputedCell) => readonly string[];

/**
 * Stores a result, ends its job and lets the cells begin that waited for it, all in one transaction. Where somebody else has
 * stored the cell meanwhile, the two are compared, and a difference is written down.
 *
 * @returns the fields in which it differs from what was stored: none where it was the first, or is equal
 */
export async function commitCell(
  queue: Queue,
  { hash, jobId, codeVersion, worker }: Claim,
  computed: ComputedCell,
  compare: Compare = differing,
): Promise<readonly string[]> {
  return queue.transaction(async (transaction) => {
    const { query, db } = transaction;
    await whileNobodySubmits(transaction);
    const [stored] = await query<{ evaluation: string }>(
      `UPDATE cfq.cell SET file = $2, record = $3, record_at = $5, error = NULL, claim = NULL, worker = $4, finished_on = now()
       WHERE hash = $1 AND file IS NULL RETURNING evaluation`,
      [hash, computed.file, computed.record ?? null, worker, computed.recordAt ?? null],
    );
    await queue.boss.complete(queueName(codeVersion), jobId, {}, { db });
    if (stored !== undefined) {
      await releaseCells(transaction, queue.boss, { codeVersion, evaluations: [stored.evaluation] });
      return [];
    }
    const [known] = await query<{ file: string; record: Buffer | null; record_at: string | null }>(
      'SELECT file, record, record_at FROM cfq.cell WHERE hash = $1',
      [hash],
    );
    if (known === undefined) return [];
    const fields = compare(
      { file: known.file, record: known.record ?? undefined, recordAt: known.record_at ?? undefined },
      computed,
    );
    if (fields.length > 0) {
      await query('INSERT INTO cfq.mismatch (hash, worker, fields) VALUES ($1, $2, $3)', [
        ...[hash, worker],
        JSON.stringify(fields),
      ]);
    }
    return fields;
  });
}

function differing(known: ComputedCell, computed: ComputedCell): string[] {
  const [one, other] = [known, computed].map(({ file }) => decodeStoredCell('cfq.cell', file).cell);
  const hashes = [known, computed].map(recordHashOf);
  const differ = !hashes.includes(undefined) && hashes[0] !== hashes[1];
  return [...differingFields(one!, other!), ...(differ ? ['record'] : [])];
}

/** SHA-256 of a record, wherever it is kept. */
function recordHashOf({ record, recordAt }: ComputedCell): string | undefined {
  if (record !== undefined) return createHash('sha256').update(record).digest('hex');
  return recordAt?.slice(recordAt.lastIndexOf('/') + 1);
}
