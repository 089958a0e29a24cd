import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { claimCell } from './claim-cell.ts';
import { commitCell } from './commit-cell.ts';
import { createJobQueues } from './create-job-queues.ts';
import { beat, failCell, takeFromSilent } from './heartbeat.ts';
import { MachineError } from './machine-error.ts';
import { giveUpCell } from './give-up-cell.ts';
import { openQueue, type Queue } from './open-queue.ts';
import { queueStatus } from './queue-status.ts';
import { silenceWatch } from './silence-watch.ts';
import { submitPlan } from './submit-plan.ts';
import {
  fakeDifference,
  fakeRequest,
  fakeResult,
  fakeStudy,
  fakeVersion,
  quickPace,
} from './testing/fake-study.ts';
import { startPostgres, type TestPostgres } from './testing/postgres.ts';
import { otherVersions, unfinished } from './unfinished.ts';
import { takesTurn } from './watch-turn.ts';
import { workOnQueue } from './work-on-queue.ts';

const postgres = await startPostgres();

describe.skipIf(postgres === undefined)('a queue', () => {
  const server = postgres as TestPostgres;
  let queue: Queue;
  beforeAll(async () => {
    queue = await openQueue(server.address);
    await createJobQueues(queue.boss, fakeVersion);
  });
  afterAll(async () => {
    await queue.close();
    await server.stop();
  });
  beforeEach(async () => {
    await queue.query('TRUNCATE cfq.study, cfq.cell, cfq.mismatch');
    await queue.query('DELETE FROM cfq_jobs.job');
  });

  const submit = (study = fakeStudy({ evaluations: 2, cells: 3 })) => submitPlan(queue, study, fakeRequest);
  const claim = async (worker = 'one') => (await claimCell(queue, fakeVersion, worker))!;
  const work = (compute: (hash: string) => Promise<void> = () => Promise.resolve(), jobs = 3) =>
    workOnQueue({
      ...{ queue, jobs, codeVersion: fakeVersion, worker: 'worker', untilDone: true, pace: quickPace },
      compute: async ({ hash }) => {
        await compute(hash);
        return fakeResult(hash);
      },
      compare: fakeDifference,
      signal: new AbortController().signal,
      say: () => undefined,
    });

  it('lets one cell an evaluation begin, and the others once it has finished', async () => {
    expect(await submit()).toEqual({ cells: 6, finished: 0, added: 6 });
    const [first, second] = [await claim(), await claim()];
    expect([first, second].map(({ hash }) => hash).sort()).toEqual(['hash-fake-0-0', 'hash-fake-1-1']);
    expect(await claimCell(queue, fakeVersion, 'one')).toBeUndefined();
    expect(await commitCell(queue, first, fakeResult(first.hash), fakeDifference)).toEqual([]);
    const third = await claim();
    expect(third.job.cell.shared.recourse).toBe(first.job.cell.shared.recourse);
    expect((await queueStatus(queue)).studies).toMatchObject([
      { done: 1, running: 2, waiting: 3, failed: [] },
    ]);
  });

  it('computes every cell once, and a study that is submitted again only what is new', async () => {
    await submit();
    const computed: string[] = [];
    const outcome = await work((hash) => Promise.resolve(void computed.push(hash)));
    expect(outcome).toEqual({ finished: 6, failed: 0, mismatches: 0 });
    expect(new Set(computed).size).toBe(computed.length);
    const larger = fakeStudy({ evaluations: 2, cells: 4 });
    expect(await submit(larger)).toEqual({ cells: 8, finished: 6, added: 2 });
    expect(await work()).toMatchObject({ finished: 2 });
    const rows = await queue.query<{ hash: string; file: string; record: Buffer }>('SELECT * FROM cfq.cell');
    for (const { hash, file, record } of rows) expect({ file, record }).toEqual(fakeResult(hash));
  });

  it('tries a cell three times, keeps its error, and lets another of its evaluation begin', async () => {
    await submit(fakeStudy({ evaluations: 1, cells: 2 }));
    const tried: string[] = [];
    const outcome = await work((hash) => {
      tried.push(hash);
      return hash === 'hash-fake-0-0' ? Promise.reject(new RangeError('no such thing')) : Promise.resolve();
    });
    expect(outcome).toMatchObject({ finished: 1, failed: 3 });
    expect(tried).toEqual([...Array.from({ length: 3 }, () => 'hash-fake-0-0'), 'hash-fake-0-1']);
    const { studies } = await queueStatus(queue);
    expect(studies[0]?.failed).toMatchObject([{ error: { name: 'RangeError', message: 'no such thing' } }]);
    // Whoever submits it again has it tried again.
    expect(await submit(fakeStudy({ evaluations: 1, cells: 2 }))).toMatchObject({ finished: 1, added: 1 });
    expect(await work()).toMatchObject({ finished: 1, failed: 0 });
  });

  it('takes cells from those that fall silent, and hears them out if they come back', async () => {
    await submit(fakeStudy({ evaluations: 1, cells: 1 }));
    const lost = await claim('lost');
    let time = 0;
    const silence = silenceWatch(1, 5, () => time);
    const look = async (later: number) => {
      time += later;
      return takeFromSilent(queue, fakeVersion, silence);
    };
    expect(await look(0)).toEqual([]);
    expect(await look(0.9)).toEqual([]);
    await beat(queue, [lost]);
    expect(await look(0.9)).toEqual([]);
    // What the clock of the database says is nobody's business.
    await queue.query("UPDATE cfq.cell SET heartbeat_on = now() - interval '2 years'");
    expect(await look(0.9)).toEqual([]);
    expect(await look(0.1)).toMatchObject([{ hash: lost.hash, worker: 'lost' }]);
    const taken = await claim('second');
    expect(taken.hash).toBe(lost.hash);
    // What the first says of a failure is no longer its business; a result is one, whoever brings it.
    await failCell(queue, lost, { name: 'Error', message: 'late' });
    expect(await commitCell(queue, lost, fakeResult(lost.hash), fakeDifference)).toEqual([]);
    expect(await commitCell(queue, taken, fakeResult(lost.hash), fakeDifference)).toEqual([]);
    expect(await unfinished(queue, fakeVersion)).toBe(0);
    expect(await claimCell(queue, fakeVersion, 'third')).toBeUndefined();
  });

  it('computes cells whose jobs have been cleared away', async () => {
    await submit();
    await queue.query('DELETE FROM cfq_jobs.job');
    expect(await claimCell(queue, fakeVersion, 'one')).toBeUndefined();
    expect(await work()).toMatchObject({ finished: 6, failed: 0 });
  });

  it('hands over what a machine without room cannot finish, at no cost to the cell, and is left by it', async () => {
    await submit();
    const full = work(() => Promise.reject(new MachineError('no space left')), 2);
    await expect(full).rejects.toThrow('no space left');
    const rows = await queue.query(
      'SELECT 1 FROM cfq.cell WHERE attempts > 0 OR claim IS NOT NULL OR error IS NOT NULL',
    );
    expect(rows).toEqual([]);
    expect(await work()).toMatchObject({ finished: 6, failed: 0 });
  });

  it('alarms where two workers come to different results, and keeps the first', async () => {
    await submit(fakeStudy({ evaluations: 1, cells: 1 }));
    const first = await claim();
    await commitCell(queue, first, fakeResult(first.hash), fakeDifference);
    expect(await commitCell(queue, first, fakeResult('other'), fakeDifference)).toEqual(['file']);
    const { mismatches } = await queueStatus(queue);
    expect(mismatches).toEqual([{ hash: first.hash, worker: 'one', fields: ['file'] }]);
    const [row] = await queue.query<{ file: string }>('SELECT file FROM cfq.cell');
    expect(row?.file).toBe(fakeResult(first.hash).file);
  });

  it('holds nothing of a submission that did not reach its end', async () => {
    const study = fakeStudy({ evaluations: 1, cells: 2 });
    const broken = { ...study, cells: [study.cells[0]!, { ...study.cells[1]!, hash: 'nul \u0000' }] };
    await expect(submitPlan(queue, broken, fakeRequest)).rejects.toThrow();
    expect(await queue.query('SELECT 1 FROM cfq.cell')).toEqual([]);
    expect(await queue.query('SELECT 1 FROM cfq.study')).toEqual([]);
    expect(await claimCell(queue, fakeVersion, 'one')).toBeUndefined();
    expect(await giveUpCell(queue, fakeVersion)).toBeUndefined();
  });

  it('is looked after by one worker at a time, and again once a clock has been set back', async () => {
    await queue.query('TRUNCATE cfq.watch');
    const turns = await Promise.all([1, 2, 3].map(() => takesTurn(queue, fakeVersion, 60)));
    expect(turns.filter(Boolean)).toHaveLength(1);
    expect(await takesTurn(queue, fakeVersion, 0)).toBe(true);
    expect(await takesTurn(queue, 'another', 60)).toBe(true);
    await queue.query("UPDATE cfq.watch SET begun_on = now() + interval '1 day'");
    expect(await takesTurn(queue, fakeVersion, 60)).toBe(true);
    expect(await takesTurn(queue, fakeVersion, 60)).toBe(false);
  });

  it('shows its cells to workers of their own version of the code alone', async () => {
    await submit();
    await createJobQueues(queue.boss, 'another');
    expect(await claimCell(queue, 'another', 'one')).toBeUndefined();
    expect(await otherVersions(queue, 'another')).toEqual([{ codeVersion: fakeVersion, open: 6 }]);
    expect(await otherVersions(queue, fakeVersion)).toEqual([]);
  });
});
