import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FuzzInput, FuzzOutcome } from './input.ts';

/** Milliseconds by the clock after which an input counts as one that does not end; other work may slow a machine down. */
const patience = 300_000;

/** Calls of the command in a process of their own, so that one that ends it, or never ends, is one outcome among others. */
export interface Runner extends AsyncDisposable {
  readonly run: (input: FuzzInput) => Promise<FuzzOutcome>;
}

/** Starts a {@link Runner}; its process is started again where an input took it down. */
export function startRunner(): Runner {
  const folder = mkdtempSync(join(tmpdir(), 'cfq-fuzz-'));
  let child: Promise<ChildProcess> | undefined;
  let errors = '';
  const start = async (): Promise<ChildProcess> => {
    const begun = fork(fileURLToPath(new URL('child.ts', import.meta.url)), [folder], {
      execArgv: ['--import', 'tsx', '--conditions=@cfq/source', '--max-old-space-size=1024'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    errors = '';
    begun.stderr?.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-4000)));
    await once(begun, 'message');
    return begun;
  };
  const runAlone = async (input: FuzzInput): Promise<FuzzOutcome> => {
    const worker = await (child ??= start());
    return new Promise((resolve) => {
      const timer = setTimeout(() => worker.kill('SIGKILL'), patience);
      const finish = (outcome: FuzzOutcome): void => {
        clearTimeout(timer);
        worker.off('message', finish).off('exit', ended);
        resolve(outcome);
      };
      const ended = (code: number | null, signal: string | null): void => {
        child = undefined;
        const stderr = `${signal ?? `exit ${String(code)}`} ${errors}`;
        finish({ code: null, stdout: '', stderr, left: {}, seconds: 0, memory: 0 });
      };
      worker.on('message', finish).on('exit', ended);
      worker.send(input);
    });
  };
  // A search that ran out of time leaves an input under way: the next one waits for its end.
  let last: Promise<unknown> = Promise.resolve();
  const run = (input: FuzzInput): Promise<FuzzOutcome> => {
    const outcome = last.then(() => runAlone(input));
    last = outcome.catch(() => undefined);
    return outcome;
  };
  const dispose = async (): Promise<void> => {
    const worker = await child;
    if (worker !== undefined && worker.exitCode === null) {
      worker.kill('SIGKILL');
      await once(worker, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  return { run, [Symbol.asyncDispose]: dispose };
}
