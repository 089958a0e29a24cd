import { randomBytes } from 'node:crypto';
import { availableParallelism, hostname } from 'node:os';
import { codeVersion } from '../../cells/code/code-version.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { watchInterruption } from '../../command-line/interruption.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { computeInChildren } from '../../queue/compute-in-children.ts';
import { createJobQueues } from '../../queue/create-job-queues.ts';
import { keepRecord } from '../../queue/kept-records.ts';
import { openQueue, type Queue } from '../../queue/open-queue.ts';
import { queueAddress, shownAddress } from '../../queue/queue-address.ts';
import { otherVersions, unfinished } from '../../queue/unfinished.ts';
import { workOnQueue } from '../../queue/work-on-queue.ts';
import { isS3Address, usableS3Objects } from '../../store/objects/s3-objects.ts';
import type { QueueFlags } from '../queue/register.ts';

/** The flags of `cfq worker` as written. */
export interface WorkerFlags extends QueueFlags {
  readonly jobs?: string;
  readonly threads?: string;
  readonly shared?: string;
  readonly untilDone?: boolean;
}

/**
 * `cfq worker`: computes cells of a queue.
 *
 * @returns failed where a cell failed here; interrupted after Ctrl-C
 * @throws UsageError where the database or a bucket cannot be used, or its cells are all of another version of the code
 */
export async function worker(flags: WorkerFlags, { stderr }: Terminal): Promise<ExitCode> {
  const jobs = wholeNumber('--jobs', flags.jobs, availableParallelism());
  const threads = wholeNumber('--threads', flags.threads, 1);
  const address = queueAddress(flags.queue);
  const objects =
    flags.shared !== undefined && isS3Address(flags.shared) ? await usableS3Objects(flags.shared) : undefined;
  const say = (line: string): void => {
    stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
  };
  const queue = await openQueue(address, { onError: say, connections: jobs + 3 });
  const name = `${hostname()}-${process.pid}-${randomBytes(2).toString('hex')}`;
  const computer = computeInChildren({ shared: flags.shared, threads, onNote: say });
  const interruption = watchInterruption(
    () => say('stopping after the cells under way; Ctrl-C again stops at once, and others take them over'),
    () => undefined,
  );
  try {
    await assertOwnVersion(queue);
    await createJobQueues(queue.boss, codeVersion);
    say(
      `${name}: ${jobs} ${jobs === 1 ? 'cell' : 'cells'} at a time of ${shownAddress(address)}, code version ${codeVersion}`,
    );
    const outcome = await workOnQueue({
      ...{ queue, codeVersion, jobs, say },
      worker: name,
      compute: async (claimed, slot) => {
        const computed = await computer.compute(claimed, slot);
        const kept = objects === undefined ? computed : await keepRecord(objects, computed);
        say(`${claimed.job.cell.stem}: finished`);
        return kept;
      },
      untilDone: flags.untilDone === true,
      signal: interruption.signal,
    });
    say(`${outcome.finished} finished, ${outcome.failed} failed`);
    if (interruption.signal.aborted) return exitCode.interrupted;
    return outcome.failed + outcome.mismatches > 0 ? exitCode.failed : exitCode.success;
  } finally {
    interruption.release();
    await computer.close();
    await queue.close();
  }
}

/** A worker whose cells would be others' is refused. */
async function assertOwnVersion(queue: Queue): Promise<void> {
  if ((await unfinished(queue, codeVersion)) > 0) return;
  const others = await otherVersions(queue, codeVersion);
  if (others.length === 0) return;
  const found = others.map((one) => `${one.open} of ${one.codeVersion}`).join(', ');
  throw new UsageError(
    `worker: computes cells of its own version of the code (this is ${codeVersion}; the queue holds ${found}). Install that version, or submit the study again with this one.`,
  );
}

function wholeNumber(flag: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= 1024) return value;
  throw new UsageError(`${flag}: must be a whole number from 1 to 1024 (got "${text}").`);
}
