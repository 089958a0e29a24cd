import type { Queue } from '../../open-queue.ts';
import { fakeResult, type fakeStudy } from '../fake-study.ts';

/** Cells, studies and jobs that a database holds. */
export async function standing(queue: Queue) {
  const [row] = await queue.query<{ cells: number; studies: number; jobs: number }>(
    `SELECT (SELECT count(*)::int FROM cfq.cell) AS cells, (SELECT count(*)::int FROM cfq.study) AS studies,
            (SELECT count(*)::int FROM cfq_jobs.job) AS jobs`,
  );
  return row!;
}

/** What a database holds in the end, against what one machine would have come to. */
export async function held(queue: Queue, { cells }: ReturnType<typeof fakeStudy>) {
  const rows = await queue.query<{
    hash: string;
    file: string | null;
    record: Buffer | null;
    attempts: number;
  }>('SELECT hash, file, record, attempts FROM cfq.cell');
  const mismatches = await queue.query('SELECT 1 FROM cfq.mismatch');
  const found = new Map(rows.map((row) => [row.hash, row]));
  const equal = ({ hash, file, record }: (typeof rows)[number]): boolean => {
    const alone = fakeResult(hash);
    return file === alone.file && record !== null && alone.record?.equals(record) === true;
  };
  return {
    lost: cells.filter(({ hash }) => !found.has(hash)).length,
    twice: rows.length - found.size,
    different: rows.filter((row) => !equal(row)).length,
    mismatches: mismatches.length,
    again: rows.filter(({ attempts }) => attempts > 1).length,
  };
}
