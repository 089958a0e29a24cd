import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeSettings, type CellSettings } from '../../cells/cell-settings.ts';
import { planCells, type PlannedCell } from '../../runner/plan-cells.ts';
import { openCellStore } from '../../store/cell-store.ts';
import { sampleCell, sampleSettings } from '../../testing/sample-cell.ts';
import { sampleTerminal } from '../../testing/sample-terminal.ts';
import { preparePlan, type PlanRequest } from '../prepare-plan.ts';
import { cellRates, measuredTime, type MeasuredTime } from './cell-rates.ts';
import { estimatePlans } from './estimate-plans.ts';
import { estimateShard } from './estimate-shard.ts';
import { estimateText } from './estimate-text.ts';

const times = (teacher: number, recourse: number, student: number, trainingRecourse = 0) => ({
  ...{ teacher, reference: 0, trainingRecourse, recourse, student, evaluate: 0, diagnostics: 0 },
});
const took = (changes: Partial<CellSettings>, student: number, rows = 1000): MeasuredTime => {
  const settings = sampleSettings(changes);
  const seconds = { ...times(0, 0, student), total: student };
  return measuredTime(sampleCell({ settings, seconds }), rows);
};

describe('cellRates', () => {
  const rates = cellRates([
    took({ method: 'lsq', seed: 0 }, 1),
    took({ method: 'lsq', seed: 1, budgetBits: 2 }, 3),
    took({ method: 'lsq', backbone: 'mlp:64' }, 20),
    took({ method: 'kd', overrides: { learningRate: 1 } }, 7),
    took({ dataset: 'large', method: 'kd' }, 100, 100_000),
  ]);
  const student = (changes: Partial<CellSettings>, rows = 1000) => {
    const { seconds, alike } = rates(sampleSettings(changes), rows);
    return [seconds.student, alike];
  };

  it('go by the mean of the cells most alike', () => {
    expect(student({ method: 'lsq', seed: 7, budgetBits: 3 })).toEqual([2, true]);
    expect(student({ method: 'lsq', backbone: 'mlp:64', cost: 'l2' })).toEqual([20, true]);
    expect(student({ method: 'lsq', backbone: 'mlp:16' })).toEqual([8, true]);
    expect(student({ method: 'kd' })).toEqual([7, true]);
    expect(student({ method: 'cfq' })).toEqual([(1 + 3 + 20 + 7) / 4, false]);
  });

  it('go by the data of the most similar size where there is none, and grow with it', () => {
    expect(student({ dataset: 'another', method: 'kd' }, 100_000)).toEqual([100, false]);
    expect(student({ dataset: 'another', method: 'kd' }, 900)[0]).toBeCloseTo(7 * 0.9 ** 0.78, 12);
    const [one, twice] = [50_000, 100_000].map((rows) => student({ dataset: 'another' }, rows)[0] as number);
    expect(twice! / one!).toBeCloseTo(2 ** 0.78, 12);
  });
});

describe('estimateShard', () => {
  const cells = planCells(
    [0, 1].flatMap((seed) => ['lsq', 'kd', 'cfq'].map((method) => sampleSettings({ seed, method }))),
    {
      protocol: 1,
      codeVersionOf: () => 'c0de',
      sourceOf: (name) => name,
      recipeOf: () => null,
      teacherOf: () => 'standard',
    },
  );
  const expected = ({ settings: { method } }: PlannedCell) => ({
    seconds: times(100, 10, 1, method === 'cfq' ? 1000 : 0),
    alike: true,
  });

  it('counts what cells share once, and what is their own each', () => {
    const whole = { cells: 6, teachers: 2, seconds: 2 * (100 + 10 + 1000 + 3) };
    expect(estimateShard(cells, expected, 1)).toEqual({ ...whole, wallSeconds: whole.seconds });
    expect(estimateShard(cells, expected, 4)).toEqual({ ...whole, wallSeconds: whole.seconds / 2 });
    const plain = cells.filter(({ settings }) => settings.method !== 'cfq' && settings.seed === 0);
    expect(estimateShard(plain, expected, 1).seconds).toBe(100 + 10 + 2);
    expect(estimateShard([], expected, 2)).toEqual({ cells: 0, teachers: 0, seconds: 0, wallSeconds: 0 });
  });
});

describe('estimatePlans', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cfq-estimate-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const settings = [0, 1].flatMap((seed) =>
    ['lsq', 'kd'].map((method) =>
      completeSettings({
        ...{ dataset: 'synthetic-linear', method, seed, backbone: 'mlp:8', budgetBits: 4, margins: [0] },
      }),
    ),
  );
  const request = (out: string): PlanRequest => ({
    ...{ family: 'one', title: 'one', command: 'cfq run', settings, out, jobs: 1, threads: 1 },
    ...{ records: false, terminal: sampleTerminal() },
  });
  const shard = { index: 2, count: 2 };

  it('goes by the published cells where nothing is finished, and writes nothing', async () => {
    const out = join(folder, 'none');
    const estimate = await estimatePlans([request(out), request(out)], { shard, out, jobs: 1 });
    expect(estimate).toMatchObject({ cells: 4, finished: 0, alike: 0, measured: 0 });
    expect(estimate.shards.map(({ cells, teachers }) => [cells, teachers])).toEqual([
      [2, 1],
      [2, 1],
    ]);
    for (const { seconds } of estimate.shards) expect(seconds).toBeGreaterThan(0);
    expect(existsSync(out)).toBe(false);
    const { rows, notes } = estimateText(estimate, { shard, out });
    expect(rows.map(([name]) => name)).toEqual(['1/2', '2/2 *']);
    expect(notes?.join(' ')).toMatch(/published cells.*4 of 4 cells have none.*one machine needs/);
  });

  it('goes by the finished cells of the folder, which take no time', async () => {
    const out = join(folder, 'some');
    const { cells } = await preparePlan(request(out));
    const store = openCellStore(out);
    for (const { settings: own, specification } of cells.filter((one) => one.settings.seed === 0)) {
      const { dataset, method, seed, backbone, budgetBits } = own;
      const seconds = { ...times(5, 2, method === 'kd' ? 30 : 10), total: 0 };
      const names = { dataset, method, seed, backbone, budgetBits };
      store.write(specification, sampleCell({ ...names, settings: own, seconds }));
    }
    const estimate = await estimatePlans([request(out)], { out, jobs: 1 });
    expect(estimate).toMatchObject({ cells: 4, finished: 2, alike: 2, measured: 2 });
    expect(estimate.shards).toEqual([{ cells: 2, teachers: 1, seconds: 47, wallSeconds: 47 }]);
    const { rows, notes } = estimateText(estimate, { out });
    expect(rows).toEqual([['all', '2', '1', '47 s']]);
    expect(notes).toEqual([
      `From 2 finished cells of ${out}.`,
      '2 of 4 cells are finished there and take no time.',
    ]);
  });
});
