import type { PlainError } from '../command-line/plain-error.ts';
import { queueName } from './cell-job.ts';
import type { Claim } from './claim-cell.ts';
import type { Queue, Transaction } from './open-queue.ts';

/** Says that the cells of some claims are being computed. */
export async function beat(queue: Queue, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  await queue.query('UPDATE cfq.cell SET heartbeat_on = now() WHERE claim = ANY ($1)', [
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
 * @param seconds how long that is, in the time of the database
 * @returns who held them
 */
export async function takeFromSilent(
  queue: Queue,
  codeVersion: string,
  seconds: number,
): Promise<readonly { readonly hash: string; readonly worker: string }[]> {
  return queue.transaction(async (transaction) => {
    const silent = await transaction.query<Held & { worker: string }>(
      `SELECT hash, job_id, worker FROM cfq.cell
       WHERE claim IS NOT NULL AND file IS NULL AND code_version = $1
         AND heartbeat_on < now() - make_interval(secs => $2)
       FOR UPDATE SKIP LOCKED`,
      [codeVersion, seconds],
    );
    for (const held of silent) {
      const message = `the worker ${held.worker} gave no sign of life for ${seconds} seconds`;
      await giveBack(transaction, { queue, codeVersion, held, error: { name: 'WorkerLostError', message } });
    }
    return silent;
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
