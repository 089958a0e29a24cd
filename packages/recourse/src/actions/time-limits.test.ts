import { expect, it } from 'vitest';

import { ndarray } from '@cfq/jit';

import { actionLimits } from './action-limits.ts';
import { actionSet } from './action-set.ts';
import { permittedRows } from './permitted-rows.ts';
import { timeLimits } from './time-limits.ts';

const units = { offset: 10, scale: 2 };
const set = actionSet({
  features: [
    { name: 'income', kind: 'numeric', units, time: { perUnit: 3 } },
    { name: 'debt', kind: 'numeric', grid: { step: 1, ...units }, time: { fixed: 1, perUnit: 2 } },
    { name: 'school', kind: 'ordinal', values: [0, 1, 2, 3], time: { perUnit: 12 } },
    { name: 'job', kind: 'categorical', categories: ['none', 'clerk'], time: { fixed: 6 } },
    { name: 'age', kind: 'numeric' },
  ],
});
const x = ndarray([0, 0.5, 1, 1, 0, 0, 0, 0.5, 1, 1, 0, 0], [2, 6]);

it('lets people reach what the time they have is enough for', () => {
  const { lowest, highest } = permittedRows(x.data, set, timeLimits([5, 24], x, set));
  // 5 / 3 and 24 / 3 raw units of income; 2 and 11 whole ones of debt; no level and two; a job takes 6.
  expect(highest[0]).toBeCloseTo(5 / 6, 4);
  expect(lowest[0]).toBeCloseTo(-5 / 6, 4);
  expect(highest[6]).toBeCloseTo(4, 4);
  expect(highest[1]).toBeGreaterThanOrEqual(1.5);
  expect(highest[1]).toBeLessThan(2);
  expect(highest[2]).toBeLessThan(2);
  expect(highest[8]).toBeGreaterThanOrEqual(3);
  expect([...highest.subarray(3, 5)]).toEqual([1, 0]);
  expect([...highest.subarray(9, 11)]).toEqual([1, 1]);
  expect(highest[5]).toBe(Infinity);
});

it('lets nobody start what takes longer than they have, and everything with time without end', () => {
  const { lowest, highest } = permittedRows(x.data, set, timeLimits([0.5, Infinity], x, set));
  expect([lowest[1], highest[1]]).toEqual([0.5, 0.5]);
  expect([lowest[7], highest[7]]).toEqual([-Infinity, Infinity]);
});

it('holds beside other limits', () => {
  const own = actionLimits([{ income: [null, 11] }, {}], set);
  const { upper } = timeLimits([5, 5], x, set, own);
  expect(upper.data[0]).toBe(0.5);
  expect(upper.data[6]).toBeCloseTo(5 / 6, 4);
});

it('refuses times that are none', () => {
  expect(() => timeLimits([1], x, set)).toThrow(/expected 2 numbers ≥ 0, got 1 times/);
  expect(() => timeLimits([1, -1], x, set)).toThrow(/got -1 of person 1/);
  expect(() =>
    actionSet({ features: [{ name: 'job', kind: 'categorical', width: 2, time: { perUnit: 1 } }] }),
  ).toThrow(/has no units of change/);
});
