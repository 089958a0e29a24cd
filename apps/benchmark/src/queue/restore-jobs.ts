import { deadQueueName, queueName } from './cell-job.ts';
import type { Transaction } from './open-queue.ts';

/**
 * Takes back the release of cells that nobody computes and no job stands for, so that they are released again: the library of the
 * queue clears jobs away by the clock of the database, and people clear tables.
 *
 * @returns how many there were
 */
export async function restoreJobs({ query }: Transaction, codeVersion: string): Promise<number> {
  const lost = await query(
    `UPDATE cfq.cell SET released = false
     WHERE code_version = $1 AND released AND file IS NULL AND error IS NULL AND claim IS NULL
       AND hash NOT IN (SELECT data ->> 'hash' FROM cfq_jobs.job
                        WHERE name = ANY ($2) AND state < 'completed' AND data ->> 'hash' IS NOT NULL)
     RETURNING hash`,
    [codeVersion, [queueName(codeVersion), deadQueueName(codeVersion)]],
  );
  return lost.length;
}
