import type { PlainError } from '../command-line/plain-error.ts';
import { queueName } from './cell-job.ts';
import type { Claim } from './claim-cell.ts';
import type { Queue, Transaction } from './open-queue.ts';
import { releaseCells } from './release-cells.ts';
import type { SilenceWatch } from './silence-watch.ts';
import { whileNobodySubmits } from './study-lock.ts';

/** Says that the cells of some claims are being computed. */
export async function beat(queue: Queue, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  await queue.query('UPDATE cfq.cell SET beats = beats + 1, heartbeat_on = now() WHERE claim = ANY ($1)', [
    claims.map(({ claim }) => claim),
  ]);
}

/** Gives a cell back with the reason; it is tried again, or given up where it has been tried too often. */
export async function failCell(
  queue: Queue,
  { hash, claim, codeVersion }: Claim,
  error: PlainError,
): Promise<void> {
  await queue.transaction(async (transaction) => {
    const held = await transaction.query<Held>(
      'SELECT hash, job_id FROM cfq.cell WHERE hash = $1 AND claim = $2 FOR UPDATE',
      [hash, claim],
    );
    for (const one of held) await giveBack(transaction, { queue, codeVersion, held: one, error });
  });
}

/**
 * Gives back the cells whose holders have been silent for too long.
 *
 * @param watch what this process has seen of them until now
 * @returns who held them
 */
export async function takeFromSilent(
  queue: Queue,
  codeVersion: string,
  watch: SilenceWatch,
): Promise<readonly { readonly hash: string; readonly worker: string }[]> {
  const claims = await queue.query<{ claim: string; beats: number }>(
    'SELECT claim, beats FROM cfq.cell WHERE claim IS NOT NULL AND file IS NULL AND code_version = $1',
    [codeVersion],
  );
  const silent = watch.look(claims);
  if (silent.length === 0) return [];
  return queue.transaction(async (transaction) => {
    const taken = await transaction.query<Held & { worker: string }>(
      `SELECT hash, job_id, worker FROM cfq.cell
       WHERE file IS NULL AND (claim, beats) IN (SELECT * FROM unnest($1::uuid[], $2::integer[]))
       FOR UPDATE SKIP LOCKED`,
      [silent.map(({ claim }) => claim), silent.map(({ beats }) => beats)],
    );
    for (const held of taken) {
      const message = `the worker ${held.worker} gave no sign of life for ${watch.seconds} seconds`;
      await giveBack(transaction, { queue, codeVersion, held, error: { name: 'WorkerLostError', message } });
    }
    return taken;
  });
}

/**
 * Hands a cell to somebody else where the fault is of this machine and not of the cell: it does not count as an attempt.
 */
export async function handOver(queue: Queue, { hash, claim, jobId, codeVersion }: Claim): Promise<void> {
  await queue.transaction(async (transaction) => {
    await whileNobodySubmits(transaction);
    const held = await transaction.query<{ evaluation: string }>(
      `UPDATE cfq.cell SET claim = NULL, released = false, attempts = attempts - 1
       WHERE hash = $1 AND claim = $2 AND file IS NULL RETURNING evaluation`,
      [hash, claim],
    );
    if (held.length === 0) return;
    await queue.boss.complete(queueName(codeVersion), jobId, {}, { db: transaction.db });
    const evaluations = held.map(({ evaluation }) => evaluation);
    await releaseCells(transaction, queue.boss, { codeVersion, evaluations });
  });
}

interface Held {
  readonly hash: string;
  readonly job_id: string;
}

async function giveBack(
  { query, db }: Transaction,
  { queue, codeVersion, held, error }: { queue: Queue; codeVersion: string; held: Held; error: PlainError },
): Promise<void> {
  await query('UPDATE cfq.cell SET claim = NULL, last_error = $2 WHERE hash = $1', [
    held.hash,
    JSON.stringify(error),
  ]);
  await queue.boss.fail(queueName(codeVersion), held.job_id, { ...error }, { db });
}
