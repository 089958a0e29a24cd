import type { PlannedCell } from '../runner/plan-cells.ts';
import { storedPlanSchema, type StoredPlan } from '../store/stored-plan.ts';
import { mergePlans } from '../store/merging/merge-plans.ts';
import { createJobQueues } from './create-job-queues.ts';
import type { CellJob } from './cell-job.ts';
import type { Queue } from './open-queue.ts';
import { releaseCells } from './release-cells.ts';
import { alone } from './study-lock.ts';

/** What became of the cells of a study. */
export interface Submitted {
  readonly cells: number;
  /** Cells whose result the database holds. */
  readonly finished: number;
  /** Cells that were added, or failed earlier and are tried again. */
  readonly added: number;
}

/** A plan with its cells. */
interface SubmittedPlan {
  readonly plan: StoredPlan;
  readonly cells: readonly PlannedCell[];
  /** How much work a cell is; the heaviest are computed first. */
  readonly weightOf: (cell: PlannedCell) => number;
  /** What the plan was made of, as a configuration file. */
  readonly configuration?: string | undefined;
}

/** PostgreSQL's largest integer. */
const heaviest = 2 ** 31 - 1;

/**
 * Puts a plan and those of its cells that are missing into the database, all or nothing. A plan of the same family that is
 * there becomes one with it.
 *
 * @param asked what a worker needs besides the cells
 */
export async function submitPlan(
  queue: Queue,
  { plan, cells, weightOf, configuration }: SubmittedPlan,
  asked: Omit<CellJob, 'cell'>,
): Promise<Submitted> {
  const { boss } = queue;
  const { codeVersion } = plan;
  await createJobQueues(boss, codeVersion);
  return queue.transaction(async (transaction) => {
    const { query } = transaction;
    await alone(transaction);
    const known = await query<{ plan: unknown }>('SELECT plan FROM cfq.study WHERE family = $1', [
      plan.family,
    ]);
    const earlier = known.flatMap((row): StoredPlan[] => {
      const { success, data } = storedPlanSchema.safeParse(row.plan);
      return success && data.codeVersion === codeVersion ? [data] : [];
    });
    await query(
      `INSERT INTO cfq.study (family, plan, configuration) VALUES ($1, $2, $3)
       ON CONFLICT (family) DO UPDATE SET plan = excluded.plan, configuration = excluded.configuration`,
      [plan.family, JSON.stringify(mergePlans([...earlier, plan])[0]), configuration ?? null],
    );
    const added = await query<{ hash: string }>(
      `INSERT INTO cfq.cell (hash, code_version, evaluation, weight, job)
       SELECT one ->> 'hash', $1, one ->> 'evaluation', (one ->> 'weight')::integer, one -> 'job'
       FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS given (one, place)
       ORDER BY given.place
       ON CONFLICT (hash) DO UPDATE
         SET code_version = excluded.code_version, job = excluded.job, error = NULL, last_error = NULL,
             attempts = 0, file = NULL, record = NULL, record_at = NULL, claim = NULL, released = false
         WHERE cell.error IS NOT NULL
            OR (cell.file IS NULL AND cell.code_version <> excluded.code_version)
            OR (cell.file IS NOT NULL AND cell.record IS NULL AND cell.record_at IS NULL AND (excluded.job ->> 'records')::boolean)
       RETURNING hash`,
      [
        codeVersion,
        JSON.stringify(
          cells.map((cell) => ({
            hash: cell.hash,
            evaluation: cell.shared.recourse,
            weight: Math.min(heaviest, Math.round(weightOf(cell))),
            job: { cell, ...asked } satisfies CellJob,
          })),
        ),
      ],
    );
    const evaluations = [...new Set(cells.map(({ shared }) => shared.recourse))];
    await releaseCells(transaction, boss, { codeVersion, evaluations });
    const [standing] = await query<{ finished: number }>(
      'SELECT count(*)::int AS finished FROM cfq.cell WHERE file IS NOT NULL AND hash = ANY ($1)',
      [cells.map(({ hash }) => hash)],
    );
    return { cells: cells.length, finished: standing!.finished, added: added.length };
  });
}
