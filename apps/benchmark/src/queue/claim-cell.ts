import { randomUUID } from 'node:crypto';
import { queueName, type CellJob, type JobData } from './cell-job.ts';
import type { Queue } from './open-queue.ts';

/** A cell in somebody's hands. */
export interface Claim {
  readonly hash: string;
  readonly jobId: string;
  /** Drawn for this attempt: an earlier holder of the same job has another. */
  readonly claim: string;
  readonly codeVersion: string;
  readonly worker: string;
}

/** A claimed cell with what is to be computed. */
export interface ClaimedCell extends Claim {
  readonly job: CellJob;
}

/**
 * Takes the next cell, the heaviest first, and says who has it, in one transaction.
 *
 * @returns undefined where no cell is ready
 */
export async function claimCell(
  queue: Queue,
  codeVersion: string,
  worker: string,
): Promise<ClaimedCell | undefined> {
  const name = queueName(codeVersion);
  for (;;) {
    const claimed = await queue.transaction(async ({ query, db }) => {
      // Jobs begin at once; a time to wait for would be by a clock that may have been set back.
      const options = { batchSize: 1, ignoreStartAfter: true, db };
      const [job] = await queue.boss.fetch<JobData>(name, options);
      if (job === undefined) return 'none';
      const { hash } = job.data;
      const claim = randomUUID();
      const [row] = await query<{ job: CellJob }>(
        `UPDATE cfq.cell SET job_id = $2, claim = $3, worker = $4, heartbeat_on = now(), attempts = attempts + 1
         WHERE hash = $1 AND file IS NULL RETURNING job`,
        [hash, job.id, claim, worker],
      );
      if (row !== undefined) return { hash, jobId: job.id, claim, codeVersion, worker, job: row.job };
      // Somebody who was taken for dead has finished it.
      await queue.boss.complete(name, job.id, {}, { db });
      return 'finished';
    });
    if (claimed === 'none') return undefined;
    if (claimed !== 'finished') return claimed;
  }
}
