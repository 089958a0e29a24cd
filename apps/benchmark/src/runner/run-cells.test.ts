import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { protocol } from '../cells/cell-specification.ts';
import { openCellStore } from '../store/cell-store.ts';
import { planCells, type CellGroup } from './plan-cells.ts';
import type { Progress } from '../command-line/progress.ts';
import { runCells, type CellRun } from './run-cells.ts';
import { runGroup, type Prepare } from './run-group.ts';
import type { TeacherGap } from '../diagnostics/teacher-gap.ts';
import { sampleCell, sampleSettings } from '../testing/sample-cell.ts';

const students = [
  { method: 'lsq', budgetBits: 2 },
  { method: 'lsq', budgetBits: 4 },
  { method: 'cfq', budgetBits: 4 },
];
const settings = [0, 1].flatMap((seed) => students.map((one) => sampleSettings({ ...one, seed })));
const teacherOf = () => 'standard';
const cells = planCells(settings, {
  protocol,
  codeVersionOf: () => 'c0de',
  sourceOf: () => '5f1e',
  recipeOf: () => null,
  teacherOf,
});
const firstSeed = cells.slice(0, students.length);

let folder: string;
let lines: string[];
let steps: number[];
let progress: Progress;
let stop: AbortController;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-run-'));
  lines = [];
  steps = [];
  stop = new AbortController();
  progress = {
    start: (total) => steps.push(total),
    stage: () => undefined,
    advance: (count) => steps.push(count),
    line: (text) => lines.push(text),
    stop: () => undefined,
  };
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const nameOf = ({ method, budgetBits, seed }: { method: string; budgetBits: number; seed: number }) =>
  `${method}${budgetBits}s${seed}`;
const names = (all: readonly { method: string; budgetBits: number; seed: number }[]) => all.map(nameOf);
const all = ['lsq2s0', 'lsq4s0', 'cfq4s0', 'lsq2s1', 'lsq4s1', 'cfq4s1'];

interface Faults {
  readonly failTeacher?: number;
  readonly failMethod?: string;
  readonly onRun?: (name: string) => void;
  /** The cell at which the worker breaks down, once. */
  readonly breakAt?: string;
  readonly breakTeacher?: number;
  /** How good the evaluation's solver is, by seed; an error where there is none. */
  readonly gaps?: readonly TeacherGap[];
}

/** Runs cells in this process with made-up work; what it throws as `Breakdown` ends the worker, not the cell. */
function work(faults: Faults = {}) {
  const prepared: number[] = [];
  const ran: string[] = [];
  let records = false;
  const broken: string[] = [];
  const store = openCellStore(folder);
  const prepare: Prepare = ({ cells: [{ settings: first }] }: CellGroup) => {
    prepared.push(first.seed);
    if (first.seed === faults.failTeacher) return Promise.reject(new Error('no teacher'));
    const { gaps } = faults;
    return Promise.resolve({
      ...(gaps && {
        gap: () => {
          ran.push(`gap${first.seed}`);
          const gap = gaps[first.seed];
          return gap === undefined ? Promise.reject(new Error('no\nproof')) : Promise.resolve(gap);
        },
      }),
      run: ({ settings: { method, budgetBits, seed } }) => {
        const name = nameOf({ method, budgetBits, seed });
        ran.push(name);
        faults.onRun?.(name);
        if (method === faults.failMethod) return Promise.reject(new Error('diverged\nbadly'));
        return Promise.resolve({
          cell: sampleCell({ method, budgetBits, seed }),
          record: JSON.stringify({ name }),
        });
      },
    });
  };
  const runner: CellRun['runner'] = () => ({
    workers: 1,
    async run(group, _worker, emit) {
      const breaking = group.cells.findIndex(
        (cell) => nameOf(cell.settings) === faults.breakAt && !broken.includes(nameOf(cell.settings)),
      );
      if (group.cells[0].settings.seed === faults.breakTeacher) throw new Error('killed (SIGSEGV)');
      const [first, ...rest] = group.cells;
      const before = breaking < 0 ? rest : rest.slice(0, breaking - 1);
      if (breaking === 0) emit({ kind: 'prepared' });
      else
        await runGroup({
          group: { ...group, cells: [first, ...before] },
          prepare,
          store,
          records,
          signal: stop.signal,
          emit,
        });
      if (breaking < 0) return;
      broken.push(faults.breakAt!);
      throw new Error('killed (SIGSEGV)');
    },
  });
  const run = (given: Partial<CellRun> = {}) => {
    records = given.records ?? false;
    return runCells({ cells, runner, progress, store, signal: stop.signal, ...given });
  };
  return { prepared, ran, run, store };
}

describe('runCells', () => {
  it('prepares each group once and returns the cells in the order planned', async () => {
    const { run, prepared, ran } = work();
    const outcome = await run();
    expect(prepared).toEqual([0, 1]);
    expect(ran).toEqual(all);
    expect(names(outcome.cells)).toEqual(all);
    expect(outcome).toMatchObject({ reused: 0, failures: [], interrupted: false });
  });

  it('tells how good the solver is of each teacher, behind its cells, and says why not in one line', async () => {
    const told = { n: { denied: 3, sampled: 3 }, margins: [] };
    const { run, ran } = work({ gaps: [told] });
    const { gaps, cells: finished, failures } = await run();
    expect(names(finished)).toEqual(all);
    expect(failures).toEqual([]);
    expect(ran).toEqual([...all.slice(0, 3), 'gap0', ...all.slice(3), 'gap1']);
    const keys = [0, 1].map((seed) => cells.find((cell) => cell.settings.seed === seed)!.shared.recourse);
    expect([...gaps]).toEqual([
      [keys[0], told],
      [keys[1], { reason: 'no proof' }],
    ]);
    expect((await work().run()).gaps.size).toBe(0);
  });

  it('takes the largest groups first, and still answers in the order planned', async () => {
    const { run, prepared } = work();
    const outcome = await run({ weightOf: (group) => group.cells[0].settings.seed });
    expect(prepared).toEqual([1, 0]);
    expect(names(outcome.cells)).toEqual(all);
  });

  it('does not train a teacher in two workers at a time while there is another to train', async () => {
    const costs = ['l1', 'l2'] as const;
    const shared = [0, 1].flatMap((seed) => costs.map((cost) => sampleSettings({ seed, cost })));
    const planned = planCells(shared, {
      protocol,
      codeVersionOf: () => 'c0de',
      sourceOf: () => '5f1e',
      recipeOf: () => null,
      teacherOf,
    });
    const started: number[] = [];
    await runCells({
      cells: planned,
      progress,
      signal: stop.signal,
      runner: () => ({
        workers: 2,
        run: (group) => {
          started.push(group.cells[0].settings.seed);
          return Promise.resolve();
        },
      }),
    });
    expect(started.slice(0, 2)).toEqual([0, 1]);
    expect(started).toHaveLength(4);
  });

  it.each<[string, Faults]>([
    ['all is well', {}],
    ['cells fail', { failTeacher: 0, failMethod: 'cfq' }],
    ['workers break down', { breakAt: 'lsq4s0', breakTeacher: 1 }],
  ])('advances exactly as many steps as it announced where %s', async (_, faults) => {
    await work(faults).run();
    const [announced, ...advanced] = steps;
    expect(advanced.reduce((sum, count) => sum + count, 0)).toBe(announced);
  });

  it('skips what is stored, and the shared work of a group that is complete', async () => {
    await work().run({ cells: firstSeed });
    const second = work();
    const outcome = await second.run();
    expect(second.prepared).toEqual([1]);
    expect(outcome.reused).toBe(3);
    expect(names(outcome.cells)).toEqual(all);
  });

  it('takes over what another process finishes meanwhile', async () => {
    const { run, store, ran } = work({
      onRun: (name) => {
        if (name !== 'lsq2s0') return;
        const { specification } = cells[1]!;
        store.write(specification, sampleCell({ budgetBits: 4 }));
      },
    });
    const outcome = await run();
    expect(ran).not.toContain('lsq4s0');
    expect(names(outcome.cells)).toEqual(all);
    expect(outcome.reused).toBe(1);
  });

  it.each<[string, (record: string, other: string) => void]>([
    ['missing', (record) => rmSync(record)],
    ['empty', (record) => writeFileSync(record, '')],
    ['cut short', (record) => truncateSync(record, 10)],
    ['that of another cell', (record, other) => copyFileSync(other, record)],
  ])('makes a record again that is %s, where records are wanted', async (_, harm) => {
    await work().run({ records: true });
    const records = readdirSync(folder).filter((file) => file.endsWith('.record.json.gz'));
    const [lost, other] = records.map((name) => join(folder, name));
    const before = readFileSync(lost!);
    harm(lost!, other!);
    const second = work();
    const outcome = await second.run({ records: true });
    expect(second.ran).toHaveLength(1);
    expect(outcome.reused).toBe(5);
    expect(readFileSync(lost!)).toEqual(before);
    expect((await work().run({ records: true })).reused).toBe(6);
  });

  it('computes a damaged cell again and says so', async () => {
    const { store } = work();
    await work().run();
    const [, , , planned] = cells;
    writeFileSync(join(folder, `${planned!.stem}.cell.json`), '{"hash": "');
    lines.length = 0;
    const second = work();
    const outcome = await second.run();
    expect(second.ran).toEqual(['lsq2s1']);
    expect(outcome.reused).toBe(5);
    expect(lines[0]).toMatch(/not a whole cell file .* It will be computed again\.$/);
    expect(outcome.cells).toContainEqual(store.read(planned!.specification));
  });

  it('goes on past a failed cell, records it, and tries it again the next time', async () => {
    const outcome = await work({ failMethod: 'lsq' }).run();
    expect(names(outcome.cells)).toEqual(['cfq4s0', 'cfq4s1']);
    expect(outcome.failures.map(({ error }) => error)).toEqual(
      Array(4).fill({ name: 'Error', message: 'diverged\nbadly' }),
    );
    expect(readdirSync(folder).filter((file) => file.endsWith('.error.json'))).toHaveLength(4);
    expect(lines).toContain('synthetic lsq 2 bits seed 0, mlp:8: failed: diverged badly');
    const again = work();
    const second = await again.run();
    expect(again.ran).toEqual(['lsq2s0', 'lsq4s0', 'lsq2s1', 'lsq4s1']);
    expect(names(second.cells)).toEqual(all);
    expect(readdirSync(folder).filter((file) => file.endsWith('.error.json'))).toEqual([]);
  });

  it('fails every cell of a group whose shared work fails, and no other', async () => {
    const outcome = await work({ failTeacher: 0 }).run();
    expect(outcome.failures).toHaveLength(3);
    expect(names(outcome.cells)).toEqual(['lsq2s1', 'lsq4s1', 'cfq4s1']);
  });

  it('fails the one cell at which a worker breaks down, and runs the rest elsewhere', async () => {
    const outcome = await work({ breakAt: 'lsq4s0' }).run();
    expect(outcome.failures.map(({ planned, error }) => [nameOf(planned.settings), error.message])).toEqual([
      ['lsq4s0', 'killed (SIGSEGV)'],
    ]);
    expect(names(outcome.cells)).toEqual(all.filter((name) => name !== 'lsq4s0'));
    expect(readdirSync(folder).filter((file) => file.endsWith('.error.json'))).toHaveLength(1);
  });

  it('runs the rest, and says so, where the breakdown itself cannot be stored', async () => {
    const { run, store } = work({ breakAt: 'lsq4s0' });
    const writeError = () => {
      throw new Error('no space left on device');
    };
    const outcome = await run({ store: { ...store, writeError } });
    expect(outcome.failures.map(({ error }) => error.message)).toEqual(['killed (SIGSEGV)']);
    expect(names(outcome.cells)).toEqual(all.filter((name) => name !== 'lsq4s0'));
    expect(lines.join('\n')).toMatch(/lsq .*the failure could not be stored: .*no space left/);
  });

  it('hands over what cannot be stored, and stops early where nothing can be', async () => {
    const given = work();
    let room = 1;
    const write = given.store.write.bind(given.store);
    given.store.write = (...one) => {
      room -= 1;
      if (room < 0) throw new Error('ENOSPC: no space left on device, write');
      write(...one);
    };
    const outcome = await given.run();
    expect(given.ran).toEqual(['lsq2s0', 'lsq4s0']);
    expect(names(outcome.cells)).toEqual(['lsq2s0', 'lsq4s0']);
    expect(outcome).toMatchObject({
      failures: [],
      interrupted: false,
      unkept: 'ENOSPC: no space left on device, write',
    });
    const rest = work();
    expect((await rest.run()).reused).toBe(1);
    expect(rest.ran).not.toContain('lsq2s0');
  });

  it('fails a whole group where its worker breaks down before its cells begin, without trying again', async () => {
    const outcome = await work({ breakTeacher: 0 }).run();
    expect(outcome.failures).toHaveLength(3);
    expect(names(outcome.cells)).toEqual(all.slice(3));
  });

  it('stops at a signal, keeps what finished and records no failure', async () => {
    const onRun = (name: string) => {
      if (name === 'cfq4s0') stop.abort();
    };
    const outcome = await work({ onRun, failMethod: 'cfq' }).run();
    expect(outcome.interrupted).toBe(true);
    expect(outcome.failures).toEqual([]);
    expect(names(outcome.cells)).toEqual(['lsq2s0', 'lsq4s0']);
    const rest = work();
    await rest.run({ signal: new AbortController().signal });
    expect(rest.prepared).toEqual([]);
    stop = new AbortController();
    const resumed = work();
    await resumed.run();
    expect([...resumed.ran].sort()).toEqual(all.slice(2).sort());
  });
});
