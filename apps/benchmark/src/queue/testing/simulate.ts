import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readCells } from '../../store/read-cells.ts';
import { createJobQueues } from '../create-job-queues.ts';
import { openQueue } from '../open-queue.ts';
import { submitPlan } from '../submit-plan.ts';
import { workOnQueue } from '../work-on-queue.ts';
import { fakeDifference, fakeRequest, fakeResult, fakeStudy, fakeVersion } from './fake-study.ts';
import { startPostgres } from './postgres.ts';

/**
 * How busy many workers are that compute cells of a real queue, where computing is waiting: for as long as the cells of a folder
 * took (`--from`), or a second, divided by `--faster`. Prints the share of the workers' time that was spent on cells.
 */
const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '100' },
    cells: { type: 'string', default: '10000' },
    evaluations: { type: 'string', default: '200' },
    from: { type: 'string' },
    faster: { type: 'string', default: '1' },
  },
});
const [workers, cells, evaluations] = [values.workers, values.cells, values.evaluations].map(Number) as [
  number,
  number,
  number,
];
const measured =
  values.from === undefined
    ? [0.5, 0.75, 1, 1.25, 1.5]
    : readCells(values.from).cells.map(({ cell }) => cell.seconds.total);
const secondsOf = (hash: string): number => {
  const place = Number(hash.slice(hash.lastIndexOf('-') + 1));
  // A fixed stride that visits all of them.
  return measured[(place * 7919) % measured.length]! / Number(values.faster);
};

const postgres = await startPostgres();
if (postgres === undefined) process.exit(3);
const queue = await openQueue(postgres.address, { connections: 60 });
await createJobQueues(queue.boss, fakeVersion);
const study = fakeStudy({ evaluations, cells: Math.ceil(cells / evaluations) });
await submitPlan(queue, study, fakeRequest);
const counts = new Map<string, number>();
const spans: (readonly [begun: number, ended: number])[] = [];
const started = performance.now();
const outcomes = await Promise.all(
  Array.from({ length: workers }, (_, index) =>
    workOnQueue({
      ...{ queue, codeVersion: fakeVersion, jobs: 1, worker: `worker-${index}`, untilDone: true },
      async compute({ hash }) {
        counts.set(hash, (counts.get(hash) ?? 0) + 1);
        const begun = performance.now();
        await delay(1000 * secondsOf(hash));
        spans.push([begun, performance.now()]);
        return fakeResult(hash);
      },
      compare: fakeDifference,
      signal: new AbortController().signal,
      say: (line) => process.stderr.write(`${line}\n`),
    }),
  ),
);
const wall = performance.now() - started;
// While there are cells to begin with: the end, where less are left than there are workers, is no fault of the queue.
const first = Math.min(...spans.map(([begun]) => begun));
const last = Math.max(...spans.map(([begun]) => begun));
const busy = spans.reduce((sum, [begun, ended]) => sum + Math.min(ended, last) - begun, 0);
const mean = spans.reduce((sum, [begun, ended]) => sum + ended - begun, 0) / spans.length / 1000;
const finished = outcomes.reduce((sum, one) => sum + one.finished, 0);
const cpu = process.cpuUsage();
process.stdout.write(
  `${workers} workers, ${study.cells.length} cells of ${mean.toFixed(2)} s: ` +
    `${finished} finished, ${[...counts.values()].filter((count) => count > 1).length} of them more than once, ` +
    `in ${(wall / 1000).toFixed(1)} s; busy ${((100 * busy) / (workers * (last - first))).toFixed(1)} % of the time until the last had begun; ` +
    `processor of all workers and none of the database ${((cpu.user + cpu.system) / 1e6).toFixed(1)} s\n`,
);
await queue.close();
await postgres.stop();
