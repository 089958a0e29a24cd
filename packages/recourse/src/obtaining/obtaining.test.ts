import { describe, expect, it } from 'vitest';

import { ndarray, takeRows } from '@cfq/jit';

import { actionSet, type ActionFeature } from '../actions/action-set.ts';
import { assertFeasible } from '../actions/assert-feasible.ts';
import { timeLimits } from '../actions/time-limits.ts';
import { cost as costOf } from '../cost/cost.ts';
import { costNorms } from '../cost/cost-spec.ts';
import { exact } from '../exact/exact.ts';
import { linear } from '../solvers/linear.ts';
import { slp } from '../solvers/slp.ts';
import { blackBox } from '../solvers/black-box.ts';
import { bruteForceCost } from '../testing/brute-force-cost.ts';
import { denseMargin, denseParameters } from '../testing/dense-network.ts';
import { networkModel, pointOf, rowOf } from '../testing/law-world.ts';
import {
  smallConstraints,
  smallEfforts,
  smallLimits,
  smallObtaining,
  smallPeople,
  withoutValues,
} from '../testing/small-people.ts';

const rows = 30;
const x = withoutValues(smallPeople(rows, 8));
const set = smallObtaining();
const parameters = denseParameters([12, 16, 8, 2], 5);
const model = networkModel(parameters);
const margin = (point: readonly number[]) => denseMargin(parameters, point);
const problem = { model, x, actionSet: set, cost: { norm: 'l1' }, margins: [0.3], seed: 1 } as const;
const everybody = Array.from({ length: rows }, (_, row) => row);
/** Whether the person, a row, has no income or no school and has one at a point. */
const hasObtained = (row: number, point: Float32Array) =>
  [4, 9].some((known) => x.data[row * 12 + known] === 0 && point[known] === 1);

describe('people who may obtain numbers and levels', () => {
  it.each(costNorms)('are told by exact the least that the definition permits, under %s', async (norm) => {
    // Every number of the set lies on a grid, so that brute force knows all there is.
    const { byMargin } = await exact.solve({ ...problem, cost: { norm } });
    const { delta, cost, valid, proof } = byMargin[0]!;
    assertFeasible(x, delta, set);
    let obtained = 0;
    for (const row of everybody) {
      const best = bruteForceCost(margin, rowOf(x, row), set, 0.3, 1, norm);
      expect(valid[row] === 1 ? cost[row] : Infinity).toBeCloseTo(best, 3);
      // Whoever may not obtain the most usual school pays for the way from there, which only L1 adds up exactly.
      const isBetween = norm !== 'l1' && x.data[row * 12 + 6] === 1;
      const known = best === Infinity ? 'infeasible' : 'optimal';
      expect(isBetween ? [known, 'gap'] : [known]).toContain(proof!.outcome[row]);
      expect(proof!.lowerBound[row]).toBeLessThanOrEqual(best + 1e-3);
      if (valid[row] === 1 && hasObtained(row, pointOf(x, delta, row))) obtained += 1;
    }
    expect(obtained).toBeGreaterThan(2);
  });

  it.each([slp, blackBox])('are told by $name nothing that costs less, and are found', async (solver) => {
    const { byMargin } = await solver.solve({ ...problem, margins: [0.1, 0.3] });
    let [possible, found] = [0, 0];
    for (const row of everybody) {
      const best = bruteForceCost(margin, rowOf(x, row), set, 0.3, 1);
      const { cost, valid, margin: reached, delta } = byMargin[1]!;
      if (best < Infinity) possible += 1;
      if (valid[row] === 0) continue;
      found += 1;
      expect(cost[row]).toBeGreaterThanOrEqual(best - 1e-4);
      expect(reached[row]).toBeCloseTo(margin([...pointOf(x, delta, row)]), 3);
      expect(byMargin[0]!.cost[row]).toBeLessThanOrEqual(cost[row]!);
    }
    expect(found).toBeGreaterThan(0.8 * possible);
  });

  it('are given several answers of other features, the cheapest first', async () => {
    const { byMargin } = await slp.solve({ ...problem, count: 3, distinctBy: 'features' });
    const [{ alternatives, ...first }] = byMargin as [(typeof byMargin)[0]];
    const ranks = [first, ...alternatives];
    const changed = (row: number, rank: number) => {
      const own = rowOf(ranks[rank]!.delta, row);
      const at = [0, 1, 3].filter((c) => own[c] !== 0 || own[{ 0: 9, 1: 1, 3: 4 }[c]!] !== 0);
      return at.join(' ');
    };
    let several = 0;
    for (const row of everybody) {
      const given = ranks.filter(({ valid }) => valid[row] === 1);
      if (given.length > 1) several += 1;
      expect(given.map(({ cost }) => cost[row])).toEqual(
        given.map(({ cost }) => cost[row]!).sort((a, b) => a - b),
      );
      expect(new Set(given.map((_, rank) => changed(row, rank))).size).toBe(given.length);
    }
    expect(several).toBeGreaterThan(0);
  });

  it('pay for it by their own efforts and keep to their own limits', async () => {
    const efforts = smallEfforts(rows, set);
    const { byMargin } = await exact.solve({ ...problem, efforts, limits: smallLimits(x) });
    const { delta, cost, valid } = byMargin[0]!;
    assertFeasible(x, delta, set, smallLimits(x));
    const paid = costOf(delta, set, problem.cost, efforts);
    expect([...cost]).toEqual([...paid].map((one, row) => (valid[row] === 1 ? one : NaN)));
    const closed = timeLimits(new Float32Array(rows).fill(1), x, slow(2));
    const open = timeLimits(new Float32Array(rows).fill(1), x, slow(1));
    const obtains = async (limits: typeof closed) => {
      const [found] = (await slp.solve({ ...problem, actionSet: slow(1), limits })).byMargin;
      return everybody.filter((row) => pointOf(x, found!.delta, row)[9] === 1 && x.data[row * 12 + 9] === 0);
    };
    expect(await obtains(closed)).toEqual([]);
    expect((await obtains(open)).length).toBeGreaterThan(0);
  });

  function slow(fixed: number) {
    const income = { time: { fixed } };
    return actionSet({
      ...set,
      features: set.features.map((one) => (one.name === 'income' ? { ...one, ...income } : one)),
    });
  }

  it('get, where nobody lacks anything, bit for bit what others get', async () => {
    const whole = everybody.filter((row) => x.data[row * 12 + 4] === 1 && x.data[row * 12 + 9] === 1);
    const features = set.features.map((one) => ({ ...one, obtainable: undefined }));
    const given = { ...problem, x: takeRows(x, whole) };
    const [free, bound] = await Promise.all([
      slp.solve(given),
      slp.solve({ ...given, actionSet: actionSet({ ...set, features }) }),
    ]);
    expect(free).toEqual(bound);
    expect(whole.length).toBeGreaterThan(0);
  });

  it('are refused by name by a solver that cannot count what they obtain', async () => {
    await expect(
      linear.solve({
        ...problem,
        model: networkModel(denseParameters([12, 2], 3)),
        actionSet: actionSet({ ...set, relations: [] }),
      }),
    ).rejects.toThrow(/^linear\.solve: the solver counts values that people obtain .*'subset-limit'/);
  });
});

describe('an action that obtains a value', () => {
  const person = takeRows(x, [everybody.find((row) => x.data[row * 12 + 10] === 1)!]);
  const action = (cells: Readonly<Record<number, number>>) => {
    const data = new Float32Array(12);
    for (const [column, value] of Object.entries(cells)) data[Number(column)] = value;
    return ndarray(data, [1, 12]);
  };
  // Raw incomes are whole: encoded −1.5 is raw 0, and 0 is raw 3.
  const toRaw = (raw: number) => Math.fround((raw - 3) / 2 - person.data[0]!);

  it('costs as much as a change of category, and the way from the most usual value', () => {
    const spec = (norm: (typeof costNorms)[number]) => ({ norm, weights: { income: 2 } });
    for (const norm of costNorms) {
      const paid = costOf(action({ 0: toRaw(5), 9: 1, 10: -1 }), set, spec(norm))[0];
      expect(paid).toBeCloseTo(2 * 0.7 * (1 + 1), 5);
      expect(costOf(action({ 0: toRaw(3), 9: 1, 10: -1 }), set, spec(norm))[0]).toBeCloseTo(1.4, 5);
    }
  });

  it.each<[string, Readonly<Record<number, number>>, RegExp | undefined]>([
    ['a value that exists', { 0: toRaw(7), 9: 1, 10: -1 }, undefined],
    ['none', { 9: 1, 10: -1 }, /'income' breaks the rule 'grid'/],
    ['a value between those that exist', { 0: toRaw(4.5), 9: 1, 10: -1 }, /'grid'/],
    ['a value out of bounds', { 0: toRaw(8), 9: 1, 10: -1 }, /'bounds'/],
    ['a value beside the code', { 0: toRaw(7), 9: 1 }, /'one category'/],
    ['a value that nobody is told of', { 0: toRaw(7) }, /'absent value'/],
    ['another code', { 10: -1, 11: 1 }, /'immutable'/],
  ])('is held to what may be obtained: %s', (_, cells, message) => {
    const check = () => {
      assertFeasible(person, action(cells), set);
    };
    if (message === undefined) expect(check).not.toThrow();
    else expect(check).toThrow(message);
  });

  it('is one change', () => {
    const one = actionSet({ ...set, sparsity: 1 });
    const cells = { 0: toRaw(7), 9: 1, 10: -1 };
    expect(() => {
      assertFeasible(person, action(cells), one);
    }).not.toThrow();
    expect(() => {
      assertFeasible(person, action({ ...cells, 1: 0.25 }), one);
    }).toThrow();
  });
});

describe('what may be obtained of numbers', () => {
  const income = smallObtaining().features[0]!;
  it.each<[string, Partial<ActionFeature>, RegExp]>([
    ['without a column for those who have one', { obtainable: { columns: [10] } }, /known and reference/],
    [
      'where known is an absence',
      { obtainable: { columns: [10], known: 11, reference: 0 } },
      /none of absent/,
    ],
    ['by columns of others', { obtainable: { columns: [10], known: 4, reference: 0 } }, /says who has it/],
    [
      'by levels that it has not',
      { obtainable: { columns: [10], known: 9, reference: 0, targets: [[0]] } },
      /obtainable targets of feature 'income'/,
    ],
  ])('is refused %s', (_, change, message) => {
    const { features } = smallObtaining();
    expect(() => actionSet({ ...set, features: [{ ...income, ...change }, ...features.slice(1)] })).toThrow(
      message,
    );
  });

  it('goes with no relation that compares with a value before', () => {
    const relations = [{ kind: 'at-most', lower: 'savings', upper: 'income' }] as const;
    expect(() => actionSet({ ...set, relations })).toThrow(/features that nobody obtains, got income/);
    expect(() => actionSet({ ...smallConstraints(), relations })).not.toThrow();
  });
});
