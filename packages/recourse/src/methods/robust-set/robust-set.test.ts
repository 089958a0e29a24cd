import { ndarray } from '@cfq/jit';
import { describe, expect, it } from 'vitest';

import { slp } from '../../solvers/slp.ts';
import { problem, rowOf } from '../../solvers/testing/small-problem.ts';
import { bruteForceCost } from '../../testing/brute-force-cost.ts';
import { denseMargin, denseParameters, type DenseParameters } from '../../testing/dense-network.ts';
import { smallLevels } from '../../testing/small-people.ts';
import { robustSet } from './robust-set.ts';
import { roundedVariants } from './rounded-variants.ts';

const network = denseParameters([12, 16, 8, 2], 5);
const options = { leastBits: 3, mostBits: 4, copies: 1, stepError: 0.1 };
const members = [network, ...(roundedVariants(network, { ...options, seed: 7 }) as DenseParameters[])];

const least = (point: ArrayLike<number>) => Math.min(...members.map((member) => denseMargin(member, point)));

describe('robust-set', () => {
  it('reaches each margin on every variant, where plain actions do not', async () => {
    const given = problem(network, { options });
    const robust = await robustSet.solve(given);
    const plain = await slp.solve(problem(network));
    let found = 0;
    let broken = 0;
    const spent = { robust: 0, plain: 0 };
    robust.byMargin.forEach(({ kappa, delta, valid, cost }, level) => {
      const before = plain.byMargin[level]!;
      valid.forEach((ok, row) => {
        const at = (change: typeof delta) =>
          rowOf(given.x, row).map((value, c) => value + rowOf(change, row)[c]!);
        if (before.valid[row] === 1 && least(at(before.delta)) < kappa) broken += 1;
        if (ok === 0) return;
        found += 1;
        expect(least(at(delta))).toBeGreaterThan(kappa - 1e-5);
        if (before.valid[row] === 0) return;
        spent.robust += cost[row]!;
        spent.plain += before.cost[row]!;
      });
    });
    expect(found).toBeGreaterThan(20);
    expect(broken).toBeGreaterThan(10);
    expect(spent.robust).toBeGreaterThan(spent.plain);
  });

  it('is never cheaper than the best of all actions on the set, and mostly that', async () => {
    const given = problem(network, { options, actionSet: smallLevels(), margins: [0.2] });
    const { cost, valid } = (await robustSet.solve(given)).byMargin[0]!;
    let optimal = 0;
    let compared = 0;
    valid.forEach((ok, row) => {
      const best = bruteForceCost(least, rowOf(given.x, row), given.actionSet, 0.2, 1);
      if (best === Infinity) expect(ok).toBe(0);
      if (ok === 0) return;
      expect(cost[row]).toBeGreaterThanOrEqual(best - 1e-5);
      compared += 1;
      optimal += Number(cost[row]! < best + 1e-4);
    });
    expect(compared).toBeGreaterThan(8);
    expect(optimal / compared).toBeGreaterThan(0.8);
  });
});

describe('roundedVariants', () => {
  it('has at most 2^b values a column, half a step from the weights, and leaves vectors alone', () => {
    for (const [i, variant] of (
      roundedVariants(network, { ...options, copies: 0, seed: 1 }) as DenseParameters[]
    ).entries()) {
      variant.forEach(({ w, b }, layer) => {
        const { w: own, b: bias } = network[layer]!;
        expect(b).toBe(bias);
        const [inputs = 0, outputs = 0] = w.shape;
        for (let c = 0; c < outputs; c += 1) {
          const column = Array.from({ length: inputs }, (_, r) => w.data[r * outputs + c]!);
          const values = [...new Set(column)].sort((one, other) => one - other);
          expect(values.length).toBeLessThanOrEqual(2 ** (3 + i));
          const step = Math.min(...values.slice(1).map((value, at) => value - values[at]!));
          const ends = [values[0]!, values.at(-1)!];
          column.forEach((value, r) => {
            const before = own.data[r * outputs + c]!;
            // What lies beyond the grid is cut to its end.
            if (!ends.includes(value)) expect(Math.abs(value - before)).toBeLessThanOrEqual(step * 0.5001);
          });
        }
      });
    }
  });

  it('refuses what holds no weights, and bit-widths out of order', () => {
    const { leastBits, mostBits, ...rest } = options;
    const flat = { b: ndarray([1, 2], [2]) };
    expect(() => roundedVariants(flat, { ...options, seed: 0 })).toThrow(/hold weights/);
    expect(() =>
      roundedVariants(network, { ...rest, leastBits: mostBits, mostBits: leastBits, seed: 0 }),
    ).toThrow(/got 4…3/);
  });
});
