import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createJobQueues } from '../../create-job-queues.ts';
import { openQueue } from '../../open-queue.ts';
import { submitPlan } from '../../submit-plan.ts';
import { unfinished } from '../../unfinished.ts';
import { fakeRequest, fakeStudy, fakeVersion } from '../fake-study.ts';
import { startPostgres } from '../postgres.ts';
import { bundledPrograms } from './bundled-programs.ts';
import { installFalseClock, setFalseClock } from './false-clock.ts';
import { held, standing } from './held.ts';
import { moodyProxy } from './moody-proxy.ts';
import { smallDisk } from './small-disk.ts';

/** What can go wrong. */
export const faultKinds = [
  'worker killed',
  'submitter killed',
  'connections closed',
  'network silent',
  'database killed',
  'database restarted',
  'disk full',
  'clock set',
] as const;
/** One of {@link faultKinds}. */
export type FaultKind = (typeof faultKinds)[number];

/** What is computed, and what goes wrong meanwhile. */
export interface FaultPlan {
  readonly seed: number;
  readonly evaluations: number;
  /** Cells of each evaluation. */
  readonly cells: number;
  /** Processes at a time, two cells each. */
  readonly workers: number;
  /** What a cell takes, on average. */
  readonly milliseconds: number;
  /** Faults in this order, each at a random moment after the one before. */
  readonly faults: readonly FaultKind[];
  /** Longest time between two of them, in seconds. */
  readonly pause: number;
}

/** What came of it. */
export interface FaultOutcome {
  readonly cells: number;
  /** How often each fault happened; fewer than planned where this machine cannot bring one about. */
  readonly faults: Readonly<Record<FaultKind, number>>;
  /** Cells that nothing is known of any more. */
  readonly lost: number;
  /** Cells that are there more than once. */
  readonly twice: number;
  /** Cells whose file or record are not, byte for byte, those of one machine that nothing happened to. */
  readonly different: number;
  /** Pairs of results of one cell that differ. */
  readonly mismatches: number;
  /** Submissions that were killed, and left neither nothing nor everything. */
  readonly halves: number;
  /** Cells that were begun more than once. */
  readonly again: number;
  /** Cells that were given up, each after three attempts, and finished once they were submitted again. */
  readonly givenUp: number;
  readonly seconds: number;
}

/** An outcome in two lines: what happened, and what came of it. */
export function outcomeText(outcome: FaultOutcome): string {
  const { cells, faults, lost, twice, different, mismatches, halves, again, givenUp, seconds } = outcome;
  const counted = Object.entries(faults).flatMap(([kind, times]) => (times > 0 ? `${kind} ${times}` : []));
  return (
    `${cells} cells in ${seconds.toFixed(0)} s; ${counted.join(', ')}\n` +
    `${lost} lost, ${twice} there twice, ${different} with other bytes than on one machine, ${mismatches} not reproduced, ` +
    `${halves} submissions half done; ${again} begun more than once, ${givenUp} given up and submitted again\n`
  );
}

/** Jumps of the clock: within what a job may take, past it, and past what a job is kept. */
const jumps = ['2 hours', '-2 hours', '2 days', '-3 days', '400 days', '0'];

/**
 * Lets workers compute the cells of a real queue that are no more than waiting, while everything goes wrong around them.
 *
 * @returns undefined, said on stderr, where PostgreSQL is not installed
 */
export async function runFaults(plan: FaultPlan): Promise<FaultOutcome | undefined> {
  const began = performance.now();
  const disk = plan.faults.includes('disk full') ? smallDisk(160) : undefined;
  const server = await startPostgres(disk?.folder, ['max_wal_size=32MB', 'min_wal_size=32MB']);
  if (server === undefined) {
    disk?.remove();
    return undefined;
  }
  await installFalseClock(server.address);
  const programs = await bundledPrograms();
  const proxy = await moodyProxy(server.folder);
  const queue = await openQueue(server.address);
  await createJobQueues(queue.boss, fakeVersion);

  const study = fakeStudy(plan);
  const counts = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  const random = randomOf(plan.seed);
  const workers = new Set<ChildProcess>();
  let [started, submitted, working, halves, givenUp] = [0, false, true, 0, 0];
  const startWorker = (): void => {
    started += 1;
    const child = run(programs.pathOf('worker'), [
      proxy.address,
      `worker-${started}`,
      String(plan.milliseconds),
    ]);
    workers.add(child);
    child.on('close', () => {
      workers.delete(child);
      // One that could not begin, or was killed, makes way for the next, as where something watches over it.
      if (working) setTimeout(() => working && startWorker(), 100);
    });
  };

  const bring: Readonly<Record<FaultKind, () => Promise<boolean>>> = {
    'worker killed': async () => {
      while (workers.size === 0) await delay(20);
      const victims = [...workers];
      victims[Math.floor(random() * victims.length)]!.kill('SIGKILL');
      return true;
    },
    'submitter killed': async () => {
      await queue.query('TRUNCATE cfq.study, cfq.cell; DELETE FROM cfq_jobs.job');
      const child = run(programs.pathOf('submitter'), [
        server.address,
        String(plan.evaluations),
        String(plan.cells),
      ]);
      const closed = once(child, 'close');
      await Promise.race([once(child.stdout!, 'data'), closed]);
      await delay(plan.evaluations * plan.cells * 0.15 * random());
      child.kill('SIGKILL');
      await closed;
      // The server may still be about to notice.
      await delay(300);
      const { cells, studies, jobs } = await standing(queue);
      const [nothing, everything] = [cells + studies + jobs === 0, cells === study.cells.length && jobs > 0];
      if (!nothing && !everything) halves += 1;
      return true;
    },
    'connections closed': async () => {
      proxy.cut();
      return Promise.resolve(true);
    },
    'network silent': async () => {
      proxy.silence();
      await delay(1000 + 1500 * random());
      proxy.heal();
      return true;
    },
    'database killed': async () => {
      await server.crash();
      return true;
    },
    'database restarted': async () => {
      await server.restart(500 * random());
      return true;
    },
    'disk full': async () => {
      if (disk === undefined) return false;
      disk.fill();
      await delay(1000 + 1500 * random());
      disk.empty();
      // It may be about to end yet: it is started again until it answers.
      await lastingly(async () => {
        await server.revive();
        await queue.query('SELECT 1');
      });
      return true;
    },
    'clock set': async () => {
      const jump = jumps[Math.floor(random() * jumps.length)]!;
      await lastingly(() => setFalseClock(queue, jump));
      return true;
    },
  };

  try {
    for (const kind of plan.faults) {
      // Submitters are killed first, in an empty database each; the last leaves what is worked on.
      if (kind !== 'submitter killed') {
        if (!submitted) await submitPlan(queue, study, fakeRequest);
        submitted = true;
        while (workers.size < plan.workers) startWorker();
        await delay(1000 * plan.pause * random());
      }
      if (await bring[kind]()) counts[kind] += 1;
    }
    while (workers.size < plan.workers) startWorker();
    for (;;) {
      // What was given up is tried again.
      await lastingly(() => submitPlan(queue, study, fakeRequest));
      while ((await lastingly(() => unfinished(queue, fakeVersion))) > 0) await delay(50);
      const failed = await queue.query<{ attempts: number }>(
        'SELECT attempts FROM cfq.cell WHERE error IS NOT NULL',
      );
      if (failed.length === 0) break;
      givenUp += failed.length;
    }
    working = false;
    await Promise.all([...workers].map((child) => once(child, 'close')));
    return {
      ...(await held(queue, study)),
      ...{ cells: study.cells.length, faults: counts, halves, givenUp },
      seconds: (performance.now() - began) / 1000,
    };
  } finally {
    working = false;
    for (const child of workers) child.kill('SIGKILL');
    await queue.close();
    await proxy.close();
    await server.stop();
    disk?.remove();
    rmSync(programs.folder, { recursive: true, force: true });
  }
}

function run(program: string, words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, ...words], { stdio: ['pipe', 'pipe', 'ignore'] });
}

/** Does something with the database however often it fails: what this process does is no part of the trial. */
async function lastingly<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 300) throw error;
      await delay(100);
    }
  }
}

/** Numbers in [0, 1) that follow from a seed. */
function randomOf(seed: number): () => number {
  let place = 0;
  return () => {
    place += 1;
    return createHash('sha256').update(`${seed} ${place}`).digest().readUInt32BE() / 2 ** 32;
  };
}
