import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BenchmarkError } from '../command-line/benchmark-error.ts';
import { temporaryFolder } from '../runner/temporary-folder.ts';
import { childPool, type ChildPool } from '../runner/child-pool.ts';
import { cellFileEnding } from '../store/cell-store.ts';
import type { PlainError } from '../command-line/plain-error.ts';
import type { CellJob } from './cell-job.ts';
import type { ClaimedCell } from './claim-cell.ts';
import type { ComputedCell } from './commit-cell.ts';
import { MachineError } from './machine-error.ts';

/** A cell failed, with the name of its error. */
class CellError extends BenchmarkError {
  override readonly name: string;
  constructor({ name, message }: PlainError) {
    super(message);
    this.name = name;
  }
}

/** What computes cells in processes of its own. */
export interface CellComputer {
  readonly compute: (claimed: ClaimedCell, slot: number) => Promise<ComputedCell>;
  close(): Promise<void>;
}

/**
 * Computes each cell in a child process, so that whoever talks to the queue never computes. Files of finished cells stand in a
 * temporary folder until they have been handed over.
 *
 * @param shared folder of what cells share, such as teachers, or `s3://bucket/prefix`; several machines may use one. Default: a
 *   temporary folder
 * @param onNote told what is worth knowing, in one line
 */
export function computeInChildren({
  shared,
  threads,
  onNote,
}: {
  readonly shared?: string | undefined;
  readonly threads: number;
  readonly onNote: (line: string) => void;
}): CellComputer {
  const { path: folder, remove } = temporaryFolder('cfq-worker-');
  const pools = new Map<string, ChildPool>();
  const poolFor = ({ data, plugins, records }: CellJob): ChildPool => {
    const key = JSON.stringify([data, plugins, records]);
    const known = pools.get(key);
    if (known !== undefined) return known;
    const pool = childPool({
      ...{ data, plugins, records, threads },
      ...{ cells: folder, shared: shared ?? join(folder, 'shared') },
    });
    pools.set(key, pool);
    return pool;
  };
  return {
    async compute({ job }, slot) {
      const { cell, records } = job;
      let failure: PlainError | undefined;
      let unkept: string | undefined;
      await poolFor(job).run({ teacher: cell.shared.teacher, cells: [cell] }, slot, (event) => {
        if (event.kind === 'note') onNote(event.text);
        if (event.kind === 'failed') failure = event.error;
        if (event.kind === 'unkept') unkept = event.reason;
      });
      if (unkept !== undefined)
        throw new MachineError(`${folder}: a finished cell cannot be stored there (${unkept}).`);
      if (failure !== undefined) throw new CellError(failure);
      const path = (kind: keyof typeof cellFileEnding) => join(folder, `${cell.stem}${cellFileEnding[kind]}`);
      const computed = {
        file: readFileSync(path('cell'), 'utf8'),
        record: records && existsSync(path('record')) ? readFileSync(path('record')) : undefined,
      };
      for (const kind of ['cell', 'record', 'error'] as const) rmSync(path(kind), { force: true });
      return computed;
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
      remove();
    },
  };
}
