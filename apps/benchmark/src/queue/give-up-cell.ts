import type { PlainError } from '../command-line/plain-error.ts';
import { deadQueueName, type JobData } from './cell-job.ts';
import type { Queue } from './open-queue.ts';
import { releaseCells } from './release-cells.ts';
import { whileNobodySubmits } from './study-lock.ts';

/** What is said of a job that the library of the queue ended by itself. */
const expired: PlainError = { name: 'ExpiredError', message: 'the cell took longer than a job may' };

/**
 * Reads one dead letter: a job that failed too often. Its cell is given up with the error of its last attempt, and another
 * one of its evaluation may begin, in one transaction.
 *
 * @returns the cell; null where it had been finished after all; undefined where there is no dead letter
 */
export async function giveUpCell(
  queue: Queue,
  codeVersion: string,
): Promise<{ readonly hash: string; readonly error: PlainError } | null | undefined> {
  const name = deadQueueName(codeVersion);
  return queue.transaction(async (transaction) => {
    const { query, db } = transaction;
    await whileNobodySubmits(transaction);
    const [letter] = await queue.boss.fetch<JobData>(name, { batchSize: 1, db });
    if (letter === undefined) return undefined;
    const { hash } = letter.data;
    const [cell] = await query<{ evaluation: string; error: PlainError }>(
      `UPDATE cfq.cell SET error = coalesce(last_error, $2), claim = NULL
       WHERE hash = $1 AND file IS NULL RETURNING evaluation, error`,
      [hash, JSON.stringify(expired)],
    );
    await queue.boss.complete(name, letter.id, {}, { db });
    if (cell === undefined) return null;
    await releaseCells(transaction, queue.boss, { codeVersion, evaluations: [cell.evaluation] });
    return { hash, error: cell.error };
  });
}
