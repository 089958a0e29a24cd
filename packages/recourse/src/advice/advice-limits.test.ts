import { describe, expect, it } from 'vitest';

import { ndarray } from '@cfq/jit';

import { actionSet } from '../actions/action-set.ts';
import { permittedRows } from '../actions/permitted-rows.ts';
import { blackBox } from '../solvers/black-box.ts';
import { slp } from '../solvers/slp.ts';
import { functionMarginModel } from '../model/function-margin-model.ts';
import { withFiniteDifferences } from '../model/with-finite-differences.ts';
import { adviceLimits } from './advice-limits.ts';
import type { AdviceRules } from './advice-rules.ts';

const units = { offset: 3000, scale: 1000 };
const set = actionSet({
  features: [
    { name: 'income', kind: 'numeric', lower: -3, upper: 9, units },
    { name: 'debt', kind: 'numeric', lower: -2, upper: 9, grid: { step: 50, offset: 1000, scale: 500 } },
    { name: 'age', kind: 'numeric', immutable: true },
    { name: 'school', kind: 'ordinal', values: [0, 1, 2], lower: 0, upper: 2 },
    { name: 'job', kind: 'categorical', categories: ['none', 'clerk'] },
  ],
});
/** Incomes of 2000 and 4000, debts of 1200 and 500. */
const x = ndarray([-1, 0.4, 0, 1, 1, 0, 1, -1, 0, 0, 0, 1], [2, 6]);

/** The raw range of a feature of each person. */
function ranges(rules: AdviceRules, name: 'income' | 'debt' | 'school'): (readonly [number, number])[] {
  const { actionSet: narrowed, limits } = adviceLimits(set, x, rules);
  const { start, units: own, grid } = set.features.find((feature) => feature.name === name)!;
  const { offset, scale } = own ?? grid ?? { offset: 0, scale: 1 };
  const { lowest, highest } = permittedRows(x.data, narrowed, limits);
  const raw = (value: number) => Math.round((value * scale + offset) * 10) / 10;
  return [0, 6].map((at) => [raw(lowest[at + start]!), raw(highest[at + start]!)]);
}

describe('adviceLimits', () => {
  it('caps rises, falls or both, from where each person stands', () => {
    const cap = { feature: 'income', percent: 20 };
    expect(ranges({ maxChange: [{ ...cap, direction: 'increase' }] }, 'income')).toEqual([
      [0, 2400],
      [0, 4800],
    ]);
    expect(ranges({ maxChange: [{ ...cap, direction: 'decrease' }] }, 'income')).toEqual([
      [1600, 12000],
      [3200, 12000],
    ]);
    expect(ranges({ maxChange: [{ ...cap, amount: 500 }] }, 'income')).toEqual([
      [1600, 2400],
      [3500, 4500],
    ]);
  });

  it('forbids a change with a cap of 0', () => {
    const maxChange = [{ feature: 'debt', direction: 'increase', amount: 0 }] as const;
    expect(ranges({ maxChange }, 'debt')).toEqual([
      [0, 1200],
      [0, 500],
    ]);
  });

  it('joins bounds with caps, for everybody or for each person', () => {
    expect(ranges({ bounds: { income: [1500, 2500] } }, 'income')).toEqual([
      [1500, 2500],
      [1500, 4000],
    ]);
    const bounds = [{ income: [null, 2100] }, {}] as const;
    expect(ranges({ bounds, maxChange: [{ feature: 'income', amount: 300 }] }, 'income')).toEqual([
      [1700, 2100],
      [3700, 4300],
    ]);
  });

  it('locks, and allows no others than those named', () => {
    const changeable = (rules: AdviceRules) =>
      adviceLimits(set, x, rules)
        .actionSet.features.filter(({ immutable }) => !immutable)
        .map(({ name }) => name);
    expect(changeable({ lock: ['job', 'debt'] })).toEqual(['income', 'school']);
    expect(changeable({ allow: ['job', 'debt'] })).toEqual(['debt', 'job']);
    expect(adviceLimits(set, x, { lock: ['job'] }).limits).toBeUndefined();
  });

  it('asks nobody for what takes longer than they have, beside all else', () => {
    const slow = {
      ...set,
      features: set.features.map((feature) => ({
        ...feature,
        ...(feature.name === 'income' && { time: { fixed: 2, perUnit: 0.01 } }),
        ...(feature.name === 'job' && { time: { fixed: 6 } }),
      })),
    };
    const reach = (time: AdviceRules['time']) => {
      const { actionSet: narrowed, limits } = adviceLimits(slow, x, {
        time,
        bounds: { income: [null, 4200] },
      });
      const { lowest, highest } = permittedRows(x.data, narrowed, limits);
      return [0, 6].map((at) => [lowest[at]! * 1000 + 3000, highest[at]! * 1000 + 3000, highest[at + 4]]);
    };
    // Two units of time to begin with, then 100 euros a unit; the clerk stays one, and the other becomes one in 6.
    expect(reach(12).map((row) => row.map((value) => Math.round(value!)))).toEqual([
      [1000, 3000, 1],
      [3000, 4200, 1],
    ]);
    expect(reach([1, 4]).map((row) => row.map((value) => Math.round(value!)))).toEqual([
      [2000, 2000, 1],
      [3800, 4200, 0],
    ]);
  });

  it('says how hard changes are, for everybody or for each person', () => {
    expect(adviceLimits(set, x, {}).efforts).toBeUndefined();
    expect(adviceLimits(set, x, { efforts: [{}, {}] }).efforts).toBeUndefined();
    const everybody = adviceLimits(set, x, { efforts: { debt: 4 } }).efforts!;
    expect([...everybody.data]).toEqual([1, 4, 1, 1, 1, 1, 4, 1, 1, 1]);
    const each = adviceLimits(set, x, { efforts: [{}, { job: 0.5 }] }).efforts!;
    expect([...each.data]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5]);
  });

  it.each<[string, AdviceRules, RegExp]>([
    ['a time where nothing takes any', { time: 3 }, /somebody has so much time .*a feature that takes time/],
    [
      'efforts of too many',
      { efforts: [{}, {}, { job: 2 }] },
      /efforts are of everybody.*expected 2 records, got 3/,
    ],
    ['an effort for what is not there', { efforts: { jobb: 2 } }, /got jobb\)\. Did you mean 'job'/],
    ['an unknown feature to lock', { lock: ['incme'] }, /got incme\)\. Did you mean 'income'/],
    ['an unknown feature to allow', { allow: ['jobs'] }, /got jobs\)\. Did you mean 'job'/],
    ['one that is locked and allowed', { lock: ['job'], allow: ['job'] }, /locked or allowed/],
    ['one that may never change', { allow: ['age'] }, /'age', which is immutable/],
    ['a cap on a category', { maxChange: [{ feature: 'job', amount: 1 }] }, /numeric or ordinal .*got job/],
    ['a cap without a size', { maxChange: [{ feature: 'income' }] }, /the cap of 'income'/],
    ['a cap below 0', { maxChange: [{ feature: 'income', amount: -1 }] }, /the cap of 'income'/],
    ['a percentage of levels', { maxChange: [{ feature: 'school', percent: 5 }] }, /no percentage/],
    ['a second step', { steps: { debt: 100 } }, /'debt' has a step of its own \(expected 50, got 100/],
    ['a step of a level', { steps: { school: 1 } }, /steps are of numeric features/],
    ['a step of 0', { steps: { income: 0 } }, /the step of 'income'/],
    ['bounds of too few', { bounds: [{}] }, /expected 2 records, got 1/],
    ['bounds out of order', { bounds: { income: [3, 2] } }, /bounds of 'income'/],
  ])('refuses %s', (_, rules, message) => {
    expect(() => adviceLimits(set, x, rules)).toThrow(message);
  });
});

describe.each([slp, blackBox])('$name under steps for advice', (solver) => {
  it('answers in whole numbers, and reaches its margin after rounding', async () => {
    const rules = {
      steps: { income: 1 },
      maxChange: [{ feature: 'income', percent: 50 }],
      lock: ['debt', 'job', 'school'],
    };
    const plain = functionMarginModel(({ data, shape }) =>
      Array.from({ length: shape[0]! }, (_, row) => data[6 * row]! * 3.137 - 0.4321),
    );
    const model = withFiniteDifferences(plain, set);
    const { actionSet: narrowed, limits } = adviceLimits(set, x, rules);
    const { byMargin } = await solver.solve({
      model,
      x,
      actionSet: narrowed,
      limits,
      cost: { norm: 'l1' },
      margins: [0, 2.9],
      seed: 0,
    });
    const { delta, valid, margin: reached } = byMargin[1]!;
    // Of 2000 no rise by half is enough; of 4000 it takes (2.9 + 0.4321) / 3.137 standard deviations beyond 3000.
    expect([...valid]).toEqual([0, 1]);
    const raw = (x.data[6]! + delta.data[6]!) * 1000 + 3000;
    expect(Math.abs(raw - Math.ceil(3000 + (1000 * 3.3321) / 3.137))).toBeLessThan(1e-3);
    expect(reached[1]).toBeGreaterThanOrEqual(2.9);
  });
});
