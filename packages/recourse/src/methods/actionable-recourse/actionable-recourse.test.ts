import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { addScaled } from '@cfq/jit';

import { costNorms } from '../../cost/cost-spec.ts';
import { linear } from '../../solvers/linear.ts';
import { problem, rowOf } from '../../solvers/testing/small-problem.ts';
import { bruteForceCost } from '../../testing/brute-force-cost.ts';
import { denseMargin, denseParameters } from '../../testing/dense-network.ts';
import { smallActionSet, smallLevels } from '../../testing/small-people.ts';
import { actionableRecourse } from './actionable-recourse.ts';
import { cheapestFlip, type GridStep } from './cheapest-flip.ts';

const straight = denseParameters([12, 2], 3, 0.8);

/** Every combination of steps that is enough, with the features it changes. */
function everyFlip(steps: readonly (readonly GridStep[])[], need: number, sparsity: number, share: number) {
  let all: { sum: number; squares: number; gain: number; features: number[] }[] = [
    { sum: 0, squares: 0, gain: 0, features: [] },
  ];
  steps.forEach((given, f) => {
    all = all.flatMap((one) => [
      one,
      ...given.map(({ unit, gain }) => ({
        sum: one.sum + unit,
        squares: one.squares + unit ** 2,
        gain: one.gain + gain,
        features: [...one.features, f],
      })),
    ]);
  });
  return all
    .filter(({ gain, features }) => gain >= need && features.length <= sparsity)
    .map(({ sum, squares, features }) => ({
      cost: share * sum + (1 - share) * Math.sqrt(squares),
      features,
    }));
}

describe('cheapestFlip', () => {
  const step = fc.record({
    unit: fc.integer({ min: 1, max: 9 }),
    gain: fc.integer({ min: -2, max: 9 }),
    value: fc.constant(1),
  });
  const steps = fc.array(fc.array(step, { maxLength: 4 }), { minLength: 1, maxLength: 5 });

  it('is the cheapest of all combinations, and so is every item of a flipset', () => {
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(0, 0.5, 1),
        (given, need, sparsity, share) => {
          const all = everyFlip(given, need, sparsity, share);
          const cuts: (readonly number[])[] = [];
          for (let item = 0; item < 4; item += 1) {
            const isCut = (features: readonly number[]) =>
              cuts.some((cut) => cut.every((f) => features.includes(f)));
            const left = all.filter(({ features }) => !isCut(features));
            const least = left.reduce((lowest, { cost }) => Math.min(lowest, cost), Infinity);
            const flip = cheapestFlip({ steps: given, need, sparsity, share, cuts });
            expect(flip?.cost ?? Infinity).toBeCloseTo(least, 9);
            if (flip === null) return;
            expect(
              left.some(
                ({ cost, features }) => cost <= least + 1e-9 && features.join() === flip.features.join(),
              ),
            ).toBe(true);
            cuts.push(flip.features);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('actionable-recourse', () => {
  it.each(costNorms)('is the optimum where all actions are listed, norm %s', async (norm) => {
    const given = problem(straight, { margins: [0.2], actionSet: smallLevels(), cost: { norm } });
    const { cost, valid } = (await actionableRecourse.solve(given)).byMargin[0]!;
    const exact = (await linear.solve(given)).byMargin[0]!;
    expect(valid).toEqual(exact.valid);
    cost.forEach((value, row) => {
      const margin = (point: ArrayLike<number>) => denseMargin(straight, point);
      const best = bruteForceCost(margin, rowOf(given.x, row), given.actionSet, 0.2, 1);
      if (valid[row] === 0) expect(best).toBe(Infinity);
      else expect(value).toBeCloseTo(norm === 'l1' ? best : exact.cost[row]!, 4);
    });
  });

  it('comes from above to the optimum between values as the grid gets finer', async () => {
    const given = problem(straight, { margins: [0.2] });
    const exact = (await linear.solve(given)).byMargin[0]!;
    const gaps = async (levels: number) => {
      const { cost, valid } = (await actionableRecourse.solve({ ...given, options: { levels } }))
        .byMargin[0]!;
      expect(valid).toEqual(exact.valid);
      return Array.from(cost, (value, row) => value - exact.cost[row]!).filter(Number.isFinite);
    };
    const [coarse, fine] = [await gaps(5), await gaps(100)];
    expect(Math.min(...coarse, ...fine)).toBeGreaterThan(-1e-4);
    expect(Math.max(...fine)).toBeLessThan(0.03);
    const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
    expect(total(fine)).toBeLessThanOrEqual(total(coarse));
  });

  it('gives a flipset: other features each time, the cheapest first', async () => {
    const given = problem(straight, { margins: [0.2], count: 3, actionSet: smallActionSet(2) });
    const found = (await actionableRecourse.solve(given)).byMargin[0]!;
    const ranks = [found, ...found.alternatives];
    let several = 0;
    found.valid.forEach((_, row) => {
      const items = ranks.filter(({ valid }) => valid[row] === 1);
      if (items.length > 1) several += 1;
      const used = items.map(({ delta }) =>
        given.actionSet.features
          .filter(({ start, width }) =>
            delta.data.subarray(12 * row + start, 12 * row + start + width).some(Boolean),
          )
          .map(({ name }) => name)
          .join(),
      );
      expect(new Set(used).size).toBe(items.length);
      for (const { delta } of items) {
        expect(denseMargin(straight, rowOf(addScaled(given.x, delta), row))).toBeGreaterThan(0.2 - 1e-5);
      }
    });
    expect(several).toBeGreaterThan(0);
  });
});
