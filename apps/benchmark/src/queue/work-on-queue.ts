import { setTimeout as delay } from 'node:timers/promises';
import { oneLine } from '../command-line/one-line.ts';
import { plainError } from '../command-line/plain-error.ts';
import { claimCell, type Claim, type ClaimedCell } from './claim-cell.ts';
import { commitCell, type Compare, type ComputedCell } from './commit-cell.ts';
import { giveUpCell } from './give-up-cell.ts';
import { beat, failCell, handOver, takeFromSilent } from './heartbeat.ts';
import { lasting } from './lasting.ts';
import type { Queue } from './open-queue.ts';
import { MachineError } from './machine-error.ts';
import { releaseCells } from './release-cells.ts';
import { restoreJobs } from './restore-jobs.ts';
import { silenceWatch } from './silence-watch.ts';
import { whileNobodySubmits } from './study-lock.ts';
import { unfinished } from './unfinished.ts';
import { takesTurn } from './watch-turn.ts';

/** What {@link workOnQueue} needs. */
export interface QueueWork {
  readonly queue: Queue;
  readonly codeVersion: string;
  /** Who this is, for people. */
  readonly worker: string;
  /** Cells at a time. */
  readonly jobs: number;
  /** Computes a cell; `slot` is which of the jobs it is. */
  readonly compute: (claimed: ClaimedCell, slot: number) => Promise<ComputedCell>;
  /** Whether to end once every cell is finished or given up; default: work goes on until the signal. */
  readonly untilDone?: boolean;
  /** Stops after the cells under way. */
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  readonly compare?: Compare;
  readonly pace?: Pace;
}

/** How often things are done, in seconds. */
interface Pace {
  /** Between looks for a cell where none was ready. */
  readonly poll: number;
  /** Between signs of life. */
  readonly beat: number;
  /** Silence after which a cell is somebody else's. */
  readonly silence: number;
  /** Between looks for the silent and for dead letters. */
  readonly watch: number;
}

/** A cell of a worker that died is taken over within a minute. */
const usualPace: Pace = { poll: 1, beat: 10, silence: 30, watch: 15 };

/** What was done. */
export interface QueueOutcome {
  readonly finished: number;
  readonly failed: number;
  /** Results that differ from what somebody else had stored. */
  readonly mismatches: number;
}

/**
 * Computes cells of a queue until there are none left, or for ever. It waits out a database that is away: what has been
 * computed is stored as soon as it is back.
 *
 * @throws MachineError where this machine cannot go on, on a full disk for instance: its cells have been handed to others
 * @throws what the database says that is no trouble of the connection
 */
export async function workOnQueue(work: QueueWork): Promise<QueueOutcome> {
  const { queue, codeVersion, worker, jobs, compute, untilDone = false, signal, say, compare } = work;
  const pace = work.pace ?? usualPace;
  const held = new Set<Claim>();
  const count = { finished: 0, failed: 0, mismatches: 0 };
  const ended = new AbortController();
  const silence = silenceWatch(pace.silence, 2 * pace.watch);
  let unfit: MachineError | undefined;
  const isOver = (): boolean => signal.aborted || unfit !== undefined;
  const onWait = (line: string): void =>
    say(`the database cannot be used at the moment (${line}); waiting for it`);
  const sleep = (seconds: number, until: AbortSignal): Promise<unknown> =>
    delay(1000 * seconds, undefined, { signal: until }).catch(() => undefined);

  const finish = async (claimed: ClaimedCell, slot: number): Promise<void> => {
    held.add(claimed);
    try {
      const computed = await compute(claimed, slot);
      const fields = await lasting(() => commitCell(queue, claimed, computed, compare), { onWait });
      count.finished += 1;
      if (fields.length === 0) return;
      count.mismatches += 1;
      say(`not reproduced: ${claimed.job.cell.stem} differs in ${fields.join(', ')} from what is stored`);
    } catch (error) {
      if (error instanceof MachineError) {
        unfit ??= error;
        await lasting(() => handOver(queue, claimed), { onWait });
        return;
      }
      count.failed += 1;
      say(`${claimed.job.cell.stem}: failed: ${oneLine(error)}`);
      await lasting(() => failCell(queue, claimed, plainError(error)), { onWait });
    } finally {
      held.delete(claimed);
    }
  };

  const workSlot = async (slot: number): Promise<void> => {
    while (!isOver()) {
      const claimed = await lasting(() => claimCell(queue, codeVersion, worker), { onWait, signal });
      if (claimed !== undefined) await finish(claimed, slot);
      else if (untilDone && (await lasting(() => unfinished(queue, codeVersion), { onWait, signal })) === 0)
        return;
      else await sleep(pace.poll, signal);
    }
  };

  /** One look after others: silent holders, dead letters, cells that nobody has let begin. */
  const watch = async (): Promise<void> => {
    for (const { hash, worker: other } of await takeFromSilent(queue, codeVersion, silence)) {
      say(`${other} has been silent for ${pace.silence} s; its cell ${hash.slice(0, 12)} is tried again`);
    }
    if (!(await takesTurn(queue, codeVersion, pace.watch / 2))) return;
    for (let letter = await giveUpCell(queue, codeVersion); letter !== undefined;) {
      if (letter !== null) say(`${letter.hash.slice(0, 12)}: given up: ${letter.error.message}`);
      letter = await giveUpCell(queue, codeVersion);
    }
    await queue.transaction(async (transaction) => {
      await whileNobodySubmits(transaction);
      await restoreJobs(transaction, codeVersion);
      await releaseCells(transaction, queue.boss, { codeVersion });
    });
    await queue.boss.maintain();
  };

  const every = async (seconds: number, what: () => Promise<unknown>): Promise<void> => {
    const hasEnded = (): boolean => ended.signal.aborted;
    for (await sleep(seconds, ended.signal); !hasEnded(); await sleep(seconds, ended.signal)) {
      const waiting = { onWait: () => silence.forget(), signal: ended.signal };
      await lasting(what, waiting).catch((error: unknown) => {
        if (!hasEnded()) say(oneLine(error));
      });
    }
  };
  const beside = [every(pace.beat, () => beat(queue, [...held])), every(pace.watch, watch)];
  try {
    await Promise.all(Array.from({ length: jobs }, (_, slot) => workSlot(slot)));
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    ended.abort();
    await Promise.all(beside);
  }
  if (unfit !== undefined) throw unfit;
  return count;
}
