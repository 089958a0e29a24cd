import type { PlainError } from '../command-line/plain-error.ts';
import { storedPlanSchema, type StoredPlan } from '../store/stored-plan.ts';
import type { Queue } from './open-queue.ts';

/** Where a study stands. */
export interface StudyStatus {
  readonly family: string;
  readonly title: string;
  readonly codeVersion: string;
  readonly cells: number;
  readonly done: number;
  readonly running: number;
  /** Cells that wait for a worker, or for the first of their evaluation. */
  readonly waiting: number;
  readonly failed: readonly { readonly hash: string; readonly stem: string; readonly error: PlainError }[];
  /** Seconds that a cell took, on average; null where none has finished. */
  readonly secondsPerCell: number | null;
}

/** Where a database stands. */
export interface QueueStatus {
  readonly studies: readonly StudyStatus[];
  /** Who computes at the moment, how many cells each, and for how many seconds nothing was heard of it. */
  readonly workers: readonly { readonly worker: string; readonly cells: number; readonly silent: number }[];
  readonly mismatches: readonly {
    readonly hash: string;
    readonly worker: string;
    readonly fields: string[];
  }[];
}

/** Reads where every study of a database stands, in one snapshot. */
export async function queueStatus(queue: Queue): Promise<QueueStatus> {
  return queue.transaction(async ({ query }) => {
    await query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const plans = await query<{ plan: unknown }>('SELECT plan FROM cfq.study ORDER BY submitted_on, family');
    const rows = await query<{
      hash: string;
      state: 'done' | 'failed' | 'running' | 'waiting';
      error: PlainError | null;
      seconds: number | null;
    }>(`SELECT hash, error,
          CASE WHEN file IS NOT NULL THEN 'done' WHEN error IS NOT NULL THEN 'failed'
               WHEN claim IS NOT NULL THEN 'running' ELSE 'waiting' END AS state,
          (file::jsonb #>> '{cell,seconds,total}')::float AS seconds
        FROM cfq.cell`);
    const cells = new Map(rows.map((row) => [row.hash, row]));
    const workers = await query<{ worker: string; cells: number; silent: number }>(
      `SELECT worker, count(*)::int AS cells, extract(epoch FROM now() - max(heartbeat_on))::float AS silent
       FROM cfq.cell WHERE claim IS NOT NULL GROUP BY worker ORDER BY worker`,
    );
    const mismatches = await query<{ hash: string; worker: string; fields: string[] }>(
      'SELECT hash, worker, fields FROM cfq.mismatch ORDER BY found_on',
    );
    const studies = plans.map(({ plan }): StudyStatus => {
      const stored: StoredPlan = storedPlanSchema.parse(plan);
      const own = stored.cells.map((cell) => ({ ...cell, standing: cells.get(cell.hash) }));
      const count = (state: string) => own.filter(({ standing }) => standing?.state === state).length;
      const seconds = own.flatMap(({ standing }) => standing?.seconds ?? []);
      return {
        ...{ family: stored.family, title: stored.title, codeVersion: stored.codeVersion },
        ...{ cells: own.length, done: count('done'), running: count('running'), waiting: count('waiting') },
        failed: own.flatMap(({ hash, stem, standing }) =>
          standing?.state === 'failed' && standing.error !== null
            ? [{ hash, stem, error: standing.error }]
            : [],
        ),
        secondsPerCell:
          seconds.length === 0 ? null : seconds.reduce((sum, one) => sum + one, 0) / seconds.length,
      };
    });
    return { studies, workers, mismatches };
  });
}
