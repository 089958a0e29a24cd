import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cellFileStem } from './cell-specification.ts';
import { openCellStore } from './cell-store.ts';
import { planCells, type CellGroup } from './plan-cells.ts';
import type { Progress } from './progress.ts';
import { runCells, type Prepare } from './run-cells.ts';
import { sampleCell } from './testing/sample-cell.ts';

const groups = planCells({
  datasets: [{ name: 'synthetic', source: '5f1e' }],
  methods: [
    { name: 'lsq', recipe: null, budgets: [2, 4] },
    { name: 'cfq', recipe: null, budgets: [4] },
  ],
  backbones: [{ name: 'logistic', hidden: [] }],
  seeds: [0, 1],
  margins: [0, 0.2],
  solverOf: () => 'pgd',
  protocol: 1,
});

let folder: string;
let lines: string[];
let steps: number[];
let progress: Progress;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-run-'));
  lines = [];
  steps = [];
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

function worker(options: { failTeacher?: number; failMethod?: string; onRun?: (name: string) => void } = {}) {
  const prepared: number[] = [];
  const ran: string[] = [];
  const prepare: Prepare = (group: CellGroup) => {
    prepared.push(group.seed);
    if (group.seed === options.failTeacher) return Promise.reject(new Error('no teacher'));
    return Promise.resolve({
      run: ({ method, budgetBits }) => {
        const name = `${method}${budgetBits}s${group.seed}`;
        ran.push(name);
        options.onRun?.(name);
        if (method === options.failMethod) return Promise.reject(new Error('diverged\nbadly'));
        return Promise.resolve({ cell: sampleCell({ method, budgetBits, seed: group.seed }), record: '{}' });
      },
    });
  };
  return { prepared, ran, prepare };
}

const names = (cells: readonly { method: string; budgetBits: number; seed: number }[]) =>
  cells.map(({ method, budgetBits, seed }) => `${method}${budgetBits}s${seed}`);
const all = ['lsq2s0', 'lsq4s0', 'cfq4s0', 'lsq2s1', 'lsq4s1', 'cfq4s1'];

describe('runCells', () => {
  it('prepares each group once and returns the cells in the order planned', async () => {
    const { prepare, prepared, ran } = worker();
    const outcome = await runCells({ groups, prepare, progress });
    expect(prepared).toEqual([0, 1]);
    expect(ran).toEqual(all);
    expect(names(outcome.cells)).toEqual(all);
    expect(outcome).toMatchObject({ reused: 0, failures: [], interrupted: false });
  });

  it('advances exactly as many steps as it announced', async () => {
    await runCells({ groups, prepare: worker({ failTeacher: 0, failMethod: 'cfq' }).prepare, progress });
    const [announced, ...advanced] = steps;
    expect(advanced.reduce((sum, count) => sum + count, 0)).toBe(announced);
  });

  it('skips what is stored, and the shared work of a group that is complete', async () => {
    const store = openCellStore(folder);
    await runCells({ groups: groups.slice(0, 1), prepare: worker().prepare, progress, store });
    const second = worker();
    const outcome = await runCells({ groups, prepare: second.prepare, progress, store });
    expect(second.prepared).toEqual([1]);
    expect(outcome.reused).toBe(3);
    expect(names(outcome.cells)).toEqual(all);
  });

  it('does not take a cell without its record as finished where records are wanted', async () => {
    const store = openCellStore(folder);
    await runCells({ groups, prepare: worker().prepare, progress, store });
    const [lost] = readdirSync(folder).filter((file) => file.endsWith('.record.json.gz'));
    rmSync(join(folder, lost ?? ''));
    const second = worker();
    const outcome = await runCells({ groups, prepare: second.prepare, progress, store, records: true });
    expect(second.ran).toHaveLength(1);
    expect(outcome.reused).toBe(5);
  });

  it('computes a damaged cell again and says so', async () => {
    const store = openCellStore(folder);
    await runCells({ groups, prepare: worker().prepare, progress, store });
    const [planned] = groups[1]?.cells ?? [];
    if (planned === undefined) throw new Error('the plan has a second group');
    writeFileSync(join(folder, `${cellFileStem(planned.specification)}.cell.json`), '{"hash": "');
    lines.length = 0;
    const second = worker();
    const outcome = await runCells({ groups, prepare: second.prepare, progress, store });
    expect(second.ran).toEqual(['lsq2s1']);
    expect(outcome.reused).toBe(5);
    expect(lines[0]).toMatch(/not a whole cell file .* It will be computed again\.$/);
    expect(outcome.cells).toContainEqual(store.read(planned.specification));
  });

  it('goes on past a failed cell, records it, and tries it again the next time', async () => {
    const store = openCellStore(folder);
    const outcome = await runCells({
      groups,
      prepare: worker({ failMethod: 'lsq' }).prepare,
      progress,
      store,
    });
    expect(names(outcome.cells)).toEqual(['cfq4s0', 'cfq4s1']);
    expect(outcome.failures.map(({ error }) => String(error))).toEqual(
      Array(4).fill('Error: diverged\nbadly'),
    );
    expect(readdirSync(folder).filter((file) => file.endsWith('.error.json'))).toHaveLength(4);
    expect(lines).toContain('synthetic lsq 2 bits seed 0: failed: diverged badly');
    const again = worker();
    const second = await runCells({ groups, prepare: again.prepare, progress, store });
    expect(again.ran).toEqual(['lsq2s0', 'lsq4s0', 'lsq2s1', 'lsq4s1']);
    expect(names(second.cells)).toEqual(all);
    expect(readdirSync(folder).filter((file) => file.endsWith('.error.json'))).toEqual([]);
  });

  it('fails every cell of a group whose shared work fails, and no other', async () => {
    const outcome = await runCells({ groups, prepare: worker({ failTeacher: 0 }).prepare, progress });
    expect(outcome.failures).toHaveLength(3);
    expect(names(outcome.cells)).toEqual(['lsq2s1', 'lsq4s1', 'cfq4s1']);
  });

  it('stops at a signal, keeps what finished and records no failure', async () => {
    const store = openCellStore(folder);
    const stop = new AbortController();
    const onRun = (name: string) => {
      if (name === 'cfq4s0') stop.abort();
    };
    const first = worker({ onRun, failMethod: 'cfq' });
    const outcome = await runCells({ groups, prepare: first.prepare, progress, store, signal: stop.signal });
    expect(outcome.interrupted).toBe(true);
    expect(outcome.failures).toEqual([]);
    expect(names(outcome.cells)).toEqual(['lsq2s0', 'lsq4s0']);
    const rest = worker();
    await runCells({ groups, prepare: rest.prepare, progress, store });
    expect(rest.ran).toEqual(all.slice(2));
  });

  it('writes nothing without a store', async () => {
    await runCells({ groups, prepare: worker({ failMethod: 'cfq' }).prepare, progress });
    expect(readdirSync(folder)).toEqual([]);
  });
});
