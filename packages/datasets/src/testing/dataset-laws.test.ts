import { describe, expect, it } from 'vitest';
import type { DatasetContent, LoadedDataset } from '../dataset/dataset.ts';
import { defineDataset } from '../dataset/define-dataset.ts';
import type { ActionPolicy } from '../policies/action-policy.ts';
import { syntheticDataset } from '../sets/synthetic/synthetic-dataset.ts';
import { ConformanceError } from '@cfq/parts';
import { datasetLaws } from './dataset-laws.ts';

const good = syntheticDataset({ shape: 'linear', rows: 400 });

/** A set whose content is changed at every load. */
function setOf(change: (content: LoadedDataset, call: number) => Partial<DatasetContent>) {
  let call = 0;
  return defineDataset({
    name: 'changed',
    description: 'a set that breaks a law',
    source: 'this test',
    licence: 'Apache-2.0',
    load: () => ({ ...good, ...change(good, call++) }),
  });
}

/** Names of the laws a set breaks. */
async function broken(change: Parameters<typeof setOf>[0]): Promise<string[]> {
  const names: string[] = [];
  for (const law of datasetLaws(setOf(change))) {
    try {
      await law.check();
    } catch (error) {
      if (error instanceof ConformanceError) names.push(law.name);
    }
  }
  return names;
}

const column = (values: number[]) => ({ kind: 'number' as const, values: Float64Array.from(values) });
const { columns, rows } = good.table;
const income = good.table.columns['income']!;
const housing = good.table.columns['housing']!;
const incomes = income.kind === 'number' ? [...income.values] : [];
const withColumns = (changed: object) => ({ table: { rows, columns: { ...columns, ...changed } } });
const withFeature = (name: string, change: object) => ({
  features: good.features.map((spec) => (spec.name === name ? { ...spec, ...change } : spec)),
});

const withPolicy = (policy: ActionPolicy, rules: ActionPolicy['features']) => ({
  policies: { actionable: { ...policy, features: { ...policy.features, ...rules } } },
});

describe('datasetLaws', () => {
  it('hold for a set that keeps them', async () => {
    expect(await broken(() => ({}))).toEqual([]);
  });

  it.each<[string, Parameters<typeof setOf>[0]]>([
    ['loading twice gives the same rows', (_, call) => syntheticDataset({ shape: 'linear', seed: call })],
    [
      'every column has a value or a missing one for every row',
      () => withColumns({ income: column(incomes.slice(1)) }),
    ],
    [
      'every column has a value or a missing one for every row',
      () => withColumns({ spare: column([Infinity, ...incomes.slice(1)]) }),
    ],
    [
      'the levels of a column have distinct names, none of them that of a missing value',
      () => withColumns({ housing: { ...housing, levels: ['rent', 'own', 'own'] } }),
    ],
    [
      'a special code has a meaning of its own, and its row no value',
      () =>
        withColumns({
          income: { ...column(incomes), special: { labels: ['no file'], codes: new Int32Array(rows) } },
        }),
    ],
    [
      'a special code has a meaning of its own, and its row no value',
      () =>
        withColumns({
          housing: { ...housing, special: { labels: ['own'], codes: new Int32Array(rows).fill(-1) } },
        }),
    ],
    [
      'a row is of class 1 where its label is the favourable one, and both classes occur',
      ({ y }) => ({ y: y.map((value) => 1 - value) }),
    ],
    [
      'a row is of class 1 where its label is the favourable one, and both classes occur',
      ({ label }) => ({ label: { ...label, favourable: 'granted' } }),
    ],
    [
      'a subgroup puts every row under one of its levels, or under none',
      () => ({ subgroups: { all: { levels: ['all'], codes: new Int32Array(rows).fill(1) } } }),
    ],
    [
      'a feature reads a column of its kind, the label is none, and an action may change some',
      ({ features }) => ({ features: features.map((spec) => ({ ...spec, immutable: true })) }),
    ],
    [
      'a feature reads a column of its kind, the label is none, and an action may change some',
      ({ features }) => ({
        features: [
          ...features,
          { name: 'decision', kind: 'categorical', immutable: false, direction: 'any' } as const,
        ],
      }),
    ],
    [
      'every row lies within the documented bounds, so that leaving it as it is is permitted',
      () => withFeature('income', { bounds: [0, 40] }),
    ],
    [
      'training, validation and test rows are disjoint and cover the table, with both classes in each',
      ({ y }) => {
        const order = [...y.keys()].sort((a, b) => y[a]! - y[b]!);
        const sorted = Int32Array.from(order, (row) => y[row]!);
        const codes = sorted.map((value) => value);
        return {
          y: sorted,
          ...withColumns({ decision: { ...columns['decision'], codes } }),
          split: { kind: 'official', testStart: rows - 20 },
        };
      },
    ],
    [
      'an action policy goes by its name, and names features and categories that exist, without contradiction',
      ({ policies }) => withPolicy(policies['actionable']!, { wage: { immutable: true } }),
    ],
    [
      'an action policy goes by its name, and names features and categories that exist, without contradiction',
      ({ policies }) => withPolicy(policies['actionable']!, { housing: { moves: { rent: ['castle'] } } }),
    ],
    [
      'an action policy goes by its name, and names features and categories that exist, without contradiction',
      ({ policies }) => ({ policies: { careful: policies['actionable']! } }),
    ],
    [
      'every rule of an action policy has a reason, one sentence',
      ({ policies }) => withPolicy(policies['actionable']!, { income: { direction: 'increase' } }),
    ],
    [
      'every rule of an action policy has a reason, one sentence',
      ({ policies }) => withPolicy(policies['actionable']!, { income: { reason: 'It is so. Really.' } }),
    ],
  ])('names the law that is broken: %s', async (name, change) => {
    expect(await broken(change)).toContain(name);
  });

  it('says which column and row is at fault', async () => {
    const [law] = datasetLaws(setOf(() => withFeature('income', { bounds: [0, 40] }))).filter(({ name }) =>
      name.startsWith('every row lies within'),
    );
    await expect(law!.check()).rejects.toThrow(/^changed: "income" of row \d+ is [\d.]+, outside 0 to 40\.$/);
  });
});
