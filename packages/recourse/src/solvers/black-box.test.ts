import { describe, expect, it } from 'vitest';

import { ndarray, type NDArray } from '@cfq/jit';

import { actionSet, type ActionSet } from '../actions/action-set.ts';
import { functionMarginModel } from '../model/function-margin-model.ts';
import type { MarginModel } from '../model/margin-model.ts';
import { bruteForceCost } from '../testing/brute-force-cost.ts';
import { denseMargin, denseParameters } from '../testing/dense-network.ts';
import { smallActionSet, smallConstraints, smallPeople, smallRelations } from '../testing/small-people.ts';
import { thresholdsOf, treeMargin } from '../testing/tree-ensemble.ts';
import { blackBox } from './black-box.ts';
import type { RecourseProblem } from './recourse-problem.ts';
import type { RecourseActions } from './recourse-result.ts';
import { rowOf } from './testing/small-problem.ts';

type Margin = (row: ArrayLike<number>) => number;

/** A function of one row as a model, and how it was asked. */
function asked(margin: Margin): { readonly model: MarginModel; readonly calls: number[] } {
  const calls: number[] = [];
  const model = functionMarginModel(({ data, shape }) => {
    const [rows, width] = shape as [number, number];
    calls.push(rows);
    return Array.from({ length: rows }, (_, row) => margin(data.subarray(row * width, (row + 1) * width)));
  });
  return { model, calls };
}

const solve = async (
  margin: Margin,
  set: ActionSet,
  x: NDArray,
  change: Partial<RecourseProblem<object>> = {},
) => {
  const problem = { x, actionSet: set, cost: { norm: 'l1' }, margins: [0.5], seed: 0 } as const;
  return (await blackBox.solve({ ...problem, ...change, model: asked(margin).model })).byMargin[0]!;
};

/** How the answers compare with the least there is: who has one, who gets one, and what it costs too much. */
async function compare(margin: Margin, set: ActionSet, list: ActionSet, rows: number) {
  const x = smallPeople(rows, 50);
  const { valid, cost } = await solve(margin, set, x);
  const ratios: number[] = [];
  let possible = 0;
  for (let row = 0; row < rows; row += 1) {
    const best = bruteForceCost(margin, rowOf(x, row), list, 0.5, 1);
    if (best === 0 || best === Infinity) continue;
    possible += 1;
    if (valid[row] === 1) ratios.push(cost[row]! / best);
  }
  return { possible, ratios };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('black-box on ensembles of trees, against every action there is', () => {
  it.each([
    ['grids, caps and moves', smallConstraints()],
    ['relations', smallRelations()],
  ])('serves everybody, nearly always at the least cost, under %s', async (_, set) => {
    const all: number[] = [];
    let possible = 0;
    for (const seed of [0, 1, 2]) {
      const margin = treeMargin(set, { trees: 30, depth: 4, seed });
      const found = await compare(margin, set, set, 30);
      possible += found.possible;
      all.push(...found.ratios);
    }
    expect(possible).toBeGreaterThan(30);
    expect(all.length).toBe(possible);
    expect(all.filter((ratio) => ratio < 1 + 1e-5).length).toBeGreaterThan(0.9 * possible);
    expect(mean(all)).toBeLessThan(1.02);
  });

  it('ends numbers just beyond thresholds where every number exists', async () => {
    const set = smallActionSet(2);
    const size = { trees: 8, depth: 3, seed: 4 };
    const values = (column: number) =>
      thresholdsOf(set, size, column).flatMap((threshold) => [threshold, threshold + 1e-6]);
    const list = actionSet({
      ...set,
      features: set.features.map((feature) =>
        feature.kind === 'numeric' && !feature.immutable
          ? { ...feature, kind: 'ordinal', values: values(feature.start).sort((a, b) => a - b) }
          : feature,
      ),
    });
    const { possible, ratios } = await compare(treeMargin(set, size), set, list, 30);
    expect(possible).toBeGreaterThan(10);
    expect(ratios.length).toBe(possible);
    expect(mean(ratios)).toBeLessThan(1.01);
    expect(Math.min(...ratios)).toBeGreaterThan(1 - 1e-4);
  });
});

describe('black-box on a network', () => {
  it('comes within half a percent of the best of a fine grid', async () => {
    const set = smallActionSet(2);
    const network = denseParameters([12, 16, 8, 2], 21, 1.2);
    const margin: Margin = (row) => denseMargin(network, row);
    const x = smallPeople(30, 1);
    const { valid, cost } = await solve(margin, set, x, { margins: [0.2] });
    const ratios: number[] = [];
    valid.forEach((ok, row) => {
      const best = bruteForceCost(margin, rowOf(x, row), set, 0.2, 40);
      if (best < Infinity) expect(ok).toBe(1);
      if (best > 0 && best < Infinity) ratios.push(cost[row]! / best);
    });
    expect(ratios.length).toBeGreaterThan(5);
    expect(mean(ratios)).toBeLessThan(1.005);
  });
});

/** Nobody is approved before both groups and the number are as they must be; labels alone, so nothing shows the way. */
const locked: Margin = (row) => (row[4 + 3] === 1 && row[9 + 2] === 1 && row[0]! > 0.75 ? 1 : -1);

describe('black-box where single changes show nothing', () => {
  it('finds what takes two changes on an exclusive or', async () => {
    const set = actionSet({
      features: [
        { name: 'a', kind: 'categorical', categories: ['no', 'yes'] },
        { name: 'b', kind: 'categorical', categories: ['no', 'yes'] },
        { name: 'c', kind: 'categorical', categories: ['no', 'yes'] },
      ],
    });
    // Approved where a and b differ and c follows a.
    const margin: Margin = (row) => (row[1] !== row[3] && row[5] === row[1] && row[1] === 1 ? 1 : -1);
    const { cost, delta } = await solve(margin, set, ndarray([1, 0, 1, 0, 1, 0], [1, 6]));
    expect(cost[0]).toBe(2);
    expect([...delta.data]).toEqual([-1, 1, 0, 0, -1, 1]);
  });

  it('finds by labels what takes three, for whoever has one of them', async () => {
    const x = ndarray([0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0], [1, 12]);
    const { valid, cost } = await solve(locked, smallActionSet(3), x);
    expect([...valid]).toEqual([1]);
    expect(cost[0]).toBeCloseTo(1.75, 3);
  });

  it('says that it found nothing where there is nothing', async () => {
    const { valid, timedOut } = await solve(() => -1, smallActionSet(), smallPeople(5, 1));
    expect([...valid, ...timedOut]).toEqual(new Array(10).fill(0));
  });
});

describe('black-box', () => {
  const network = denseParameters([12, 16, 8, 2], 5);
  const margin: Margin = (row) => denseMargin(network, row);

  it('asks about everybody together', async () => {
    const { model, calls } = asked(margin);
    const x = smallPeople(200, 3);
    const options = { preset: 'fast', chunk: 4096 } as const;
    await blackBox.solve({
      model,
      x,
      actionSet: smallActionSet(),
      cost: { norm: 'l1' },
      margins: [0.2],
      seed: 0,
      options,
    });
    expect(mean(calls)).toBeGreaterThan(100);
  });

  it('gives alternatives that use other features', async () => {
    const found = await solve(margin, smallActionSet(3), smallPeople(40, 3), {
      margins: [0.2],
      count: 3,
      distinctBy: 'features',
    });
    const usedBy = ({ delta }: RecourseActions, row: number) =>
      smallActionSet()
        .features.filter(({ start, width }) =>
          rowOf(delta, row)
            .slice(start, start + width)
            .some((value) => value !== 0),
        )
        .map(({ name }) => name)
        .join(', ');
    const ranks = [found, ...found.alternatives];
    const denied = Array.from(found.valid.keys()).filter(
      (row) => found.valid[row] === 1 && found.cost[row]! > 0,
    );
    const whole = denied.filter((row) => ranks.every(({ valid }) => valid[row] === 1));
    expect(whole.length).toBeGreaterThan(0.9 * denied.length);
    const different = whole.filter((row) => new Set(ranks.map((rank) => usedBy(rank, row))).size === 3);
    expect(different.length).toBe(whole.length);
  });

  it('tries values that people of the training rows have', async () => {
    const set = actionSet({ features: [{ name: 'debt', kind: 'numeric', lower: -3, upper: 3 }] });
    const narrow: Margin = ({ 0: debt }) => (debt! > 0.3011 && debt! < 0.3019 ? 1 : -1);
    const x = ndarray([2], [1, 1]);
    const reference = ndarray([0.3015, -1, 2, 0.8], [4, 1]);
    const without = await solve(narrow, set, x);
    const { valid, cost } = await solve(narrow, set, x, { reference });
    expect([without.valid[0], valid[0]]).toEqual([0, 1]);
    expect(cost[0]).toBeCloseTo(2 - 0.3019, 3);
  });
});
