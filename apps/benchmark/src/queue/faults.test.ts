import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createJobQueues } from './create-job-queues.ts';
import { openQueue } from './open-queue.ts';
import { submitPlan } from './submit-plan.ts';
import { fakeRequest, fakeResult, fakeStudy, fakeVersion } from './testing/fake-study.ts';
import { startPostgres, type TestPostgres } from './testing/postgres.ts';
import { unfinished } from './unfinished.ts';

const postgres = await startPostgres();
const program = fileURLToPath(new URL('testing/fake-worker.ts', import.meta.url));

/** Cells, and faults of each kind; CFQ_QUEUE_FAULTS makes both larger by a factor. */
const scale = Number(process.env['CFQ_QUEUE_FAULTS'] ?? '1');

describe.skipIf(postgres === undefined)('a queue whose workers, connections and database fail', () => {
  const server = postgres as TestPostgres;
  afterAll(() => server.stop());

  const workers = new Set<ChildProcess>();
  let started = 0;
  const startWorker = (): ChildProcess => {
    started += 1;
    const child = spawn(
      process.execPath,
      ['--conditions=@cfq/source', '--import', 'tsx', program, server.address, `worker-${started}`, '150'],
      { stdio: 'ignore' },
    );
    workers.add(child);
    child.on('close', () => workers.delete(child));
    return child;
  };

  it('loses no cell, has none twice, and holds the bytes of one machine', async () => {
    const study = fakeStudy({ evaluations: 6, cells: 20 * scale });
    const queue = await openQueue(server.address);
    await createJobQueues(queue.boss, fakeVersion);
    await submitPlan(queue, study, fakeRequest);
    const count = { killed: 0, crashes: 0, restarts: 0, cuts: 0 };
    for (let index = 0; index < 3; index += 1) startWorker();
    const begun = async (share: number): Promise<void> => {
      for (;;) {
        const left = await unfinished(queue, fakeVersion).catch(() => Infinity);
        if (left <= study.cells.length * (1 - share)) return;
        await delay(50);
      }
    };
    const faults: (() => Promise<unknown>)[] = Array.from({ length: scale }, () => [
      async () => {
        const [victim] = workers;
        const closed = once(victim!, 'close');
        victim!.kill('SIGKILL');
        count.killed += 1;
        startWorker();
        await closed;
      },
      async () => {
        await queue.query(
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
        );
        count.cuts += 1;
      },
      async () => {
        await server.crash();
        count.crashes += 1;
      },
      async () => {
        const [victim] = workers;
        victim!.kill('SIGKILL');
        count.killed += 1;
        startWorker();
        await server.restart(300);
        count.restarts += 1;
      },
    ]).flat();
    for (const [index, fault] of faults.entries()) {
      await begun((index + 1) / (faults.length + 2));
      await fault();
    }
    await begun(1);
    await Promise.all([...workers].map((child) => once(child, 'close')));
    const rows = await queue.query<{
      hash: string;
      file: string;
      record: Buffer;
      error: unknown;
      attempts: number;
    }>('SELECT hash, file, record, error, attempts FROM cfq.cell');
    const mismatches = await queue.query('SELECT 1 FROM cfq.mismatch');
    await queue.close();
    const again = rows.filter(({ attempts }) => attempts > 1).length;
    process.stderr.write(
      `${rows.length} cells, ${count.killed} workers killed, ${count.crashes} crashes and ${count.restarts} restarts of the database, ` +
        `${count.cuts} cuts of every connection: ${again} cells begun more than once\n`,
    );
    expect(rows.map(({ hash }) => hash).sort()).toEqual(study.cells.map(({ hash }) => hash).sort());
    for (const { hash, file, record, error } of rows) {
      expect({ file, record, error }).toEqual({ ...fakeResult(hash), error: null });
    }
    expect(mismatches).toEqual([]);
    expect(again).toBeGreaterThan(0);
  });
});
