import { fileURLToPath } from 'node:url';
import workerpool, { type Pool } from 'workerpool';
import { BenchmarkError } from '../command-line/benchmark-error.ts';
import { PluginError } from '../plugins/plugin-error.ts';
import type { WorkerConfig } from './worker-config.ts';
import type { GroupRunner } from './run-cells.ts';
import type { GroupEvent } from './run-group.ts';

/** A worker broke down: its process ended before its group did. */
class ChildProcessError extends BenchmarkError {
  override readonly name = 'ChildProcessError';
}

/** Child processes that run groups, one for each worker. */
export interface ChildPool {
  readonly run: GroupRunner;
  /** Ends them all, in the middle of their work where they are in one. */
  close(): Promise<void>;
}

/** Groups after which a child makes way for a new one, so that nothing native can pile up over a long run. */
const groupsOfChild = 40;
/** Bytes of memory at which it does so earlier: what the engine has once taken it keeps. */
const mostMemory = 2 ** 30;

const fromSource = import.meta.url.endsWith('.ts');
const cellWorker = new URL(fromSource ? '../cell-worker.ts' : './cell-worker.js', import.meta.url);

/**
 * A pool of child processes. Each runs one group at a time and ends with this process, however that ends. A child that
 * ends before its group fails `run` with a {@link ChildProcessError}; the next group of its worker gets a new one.
 *
 * @param program what a child runs
 */
export function childPool(config: WorkerConfig, program: URL = cellWorker): ChildPool {
  const workers = new Map<number, { readonly pool: Pool; groups: number }>();
  const closing = new Set<Promise<unknown>>();
  let closed = false;

  const retire = (worker: number): void => {
    const found = workers.get(worker);
    if (found === undefined) return;
    workers.delete(worker);
    const ended = Promise.resolve(found.pool.terminate(true)).catch(() => undefined);
    closing.add(ended);
    void ended.then(() => closing.delete(ended));
  };

  return {
    async run(group, worker, emit) {
      if (closed) throw new ChildProcessError('childPool: the pool is closed.');
      const own = workers.get(worker) ?? { pool: openPool(program), groups: 0 };
      workers.set(worker, own);
      own.groups += 1;
      try {
        const memory: unknown = await own.pool.exec('runGroup', [group, config], {
          on: (event: GroupEvent) => emit(event),
        });
        if (own.groups >= groupsOfChild || Number(memory) > mostMemory) retire(worker);
      } catch (error) {
        retire(worker);
        if (isPluginError(error)) throw new PluginError(error.message, { cause: error });
        throw new ChildProcessError(howItEnded(error), { cause: error });
      }
    },
    async close() {
      closed = true;
      for (const worker of [...workers.keys()]) retire(worker);
      await Promise.all(closing);
    },
  };
}

/** Errors of a child arrive as plain ones that go by their name. */
function isPluginError(error: unknown): error is Error {
  return error instanceof Error && error.name === PluginError.name;
}

function openPool(program: URL): Pool {
  return workerpool.pool(fileURLToPath(program), {
    workerType: 'process',
    maxWorkers: 1,
    forkOpts: { execArgv: fromSource ? ['--conditions=@cfq/source', '--import', 'tsx'] : [] },
  });
}

/** What the library says of a process that ended, in one line: by which signal, or with which exit code. */
function howItEnded(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const part = (name: string) => new RegExp(`${name}: \`(\\w+)\``).exec(message)?.[1];
  const [signal, code] = [part('signalCode'), part('exitCode')];
  if (signal !== undefined && signal !== 'null')
    return `the process running this cell was killed (${signal})`;
  if (code !== undefined && code !== 'null') return `the process running this cell ended (exit code ${code})`;
  return message;
}
