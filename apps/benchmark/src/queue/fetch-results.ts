import { join } from 'node:path';
import { temporaryFolder } from '../runner/temporary-folder.ts';
import type { PlainError } from '../command-line/plain-error.ts';
import { cellFileEnding, openCellStore } from '../store/cell-store.ts';
import { mergeFolders, type Merged } from '../store/merging/merge-folders.ts';
import { storedPlanSchema, writePlan, writePlanConfiguration } from '../store/stored-plan.ts';
import { writeFileAtomically } from '../store/write-file-atomically.ts';
import type { CellJob } from './cell-job.ts';
import { keptRecords } from './kept-records.ts';
import type { Queue } from './open-queue.ts';

/** Cells that are read at a time: a record may be a megabyte. */
const batchSize = 100;

/**
 * Writes what a database holds as a folder of cells, as one machine would have written it: cells, records, failures and plans.
 * What the folder holds already is compared and kept.
 *
 * @throws UsageError where the database holds no study, the folder cannot be written, or a record is not where it was kept
 */
export async function fetchResults(queue: Queue, out: string): Promise<Merged> {
  const { path: scratch, remove } = temporaryFolder('cfq-queue-');
  try {
    const store = openCellStore(scratch);
    const recordFrom = keptRecords();
    for (let after = 0; ;) {
      const rows = await queue.query<{
        place: string;
        job: CellJob;
        file: string | null;
        record: Buffer | null;
        recordAt: string | null;
        error: PlainError | null;
      }>(
        `SELECT place, job, file, record, record_at AS "recordAt", error FROM cfq.cell
         WHERE place > $1 AND (file IS NOT NULL OR error IS NOT NULL) ORDER BY place LIMIT ${batchSize}`,
        [after],
      );
      for (const { job, file, record: own, recordAt, error } of rows) {
        const { stem, specification } = job.cell;
        const record = recordAt === null ? own : await recordFrom(recordAt);
        if (record !== null) writeFileAtomically(join(scratch, `${stem}${cellFileEnding.record}`), record);
        if (file !== null) writeFileAtomically(join(scratch, `${stem}${cellFileEnding.cell}`), file);
        else if (error !== null)
          store.writeError(specification, Object.assign(new Error(error.message), { name: error.name }));
      }
      if (rows.length < batchSize) break;
      after = Number(rows.at(-1)!.place);
    }
    const studies = await queue.query<{ plan: unknown; configuration: string | null }>(
      'SELECT plan, configuration FROM cfq.study ORDER BY submitted_on, family',
    );
    for (const { plan, configuration } of studies) {
      const stored = storedPlanSchema.parse(plan);
      writePlan(scratch, stored);
      if (configuration !== null) writePlanConfiguration(scratch, stored.family, configuration);
    }
    return mergeFolders([scratch], out);
  } finally {
    remove();
  }
}
