import type PgBoss from 'pg-boss';
import { queueName, type JobData } from './cell-job.ts';
import type { Transaction } from './open-queue.ts';

/** Jobs stay until they are done, however the clock of the database jumps. */
const endOfTime = '9999-01-01T00:00:00Z';

/**
 * Makes jobs of the cells that may begin. Cells of one evaluation share a teacher and its actions: the first of them computes
 * both, and the others wait until it has finished.
 *
 * @param evaluations those to be looked at; default: all
 * @returns how many jobs were made
 */
export async function releaseCells(
  { query, db }: Transaction,
  boss: PgBoss,
  { codeVersion, evaluations }: { readonly codeVersion: string; readonly evaluations?: readonly string[] },
): Promise<number> {
  const released = await query<{ hash: string; weight: number; id: string }>(
    `WITH standing AS (
       SELECT hash, evaluation, released, file IS NOT NULL AS done,
              released AND file IS NULL AND error IS NULL AS running,
              NOT released AND file IS NULL AND error IS NULL AS waiting, place
       FROM cfq.cell WHERE code_version = $1 AND ($2::text[] IS NULL OR evaluation = ANY ($2))
     ), evaluation AS (
       SELECT evaluation, bool_or(done) AS prepared, bool_or(running) AS running,
              min(place) FILTER (WHERE waiting) AS first
       FROM standing GROUP BY evaluation
     )
     UPDATE cfq.cell SET released = true, job_id = gen_random_uuid()
     FROM standing JOIN evaluation USING (evaluation)
     WHERE cell.hash = standing.hash AND standing.waiting AND NOT cell.released
       AND (evaluation.prepared OR (NOT evaluation.running AND standing.place = evaluation.first))
     RETURNING cell.hash, cell.weight, cell.job_id AS id`,
    [codeVersion, evaluations ?? null],
  );
  if (released.length > 0) {
    const name = queueName(codeVersion);
    const jobs = released.map(({ hash, weight, id }) => ({
      ...{ id, name, priority: weight, keepUntil: endOfTime },
      data: { hash } satisfies JobData,
    }));
    await boss.insert(jobs, { db });
  }
  return released.length;
}
