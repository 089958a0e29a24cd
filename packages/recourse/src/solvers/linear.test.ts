import { describe, expect, it } from 'vitest';

import { ndarray } from '@cfq/jit';

import { costNorms } from '../cost/cost-spec.ts';
import { bruteForceCost } from '../testing/brute-force-cost.ts';
import { denseMargin, denseParameters } from '../testing/dense-network.ts';
import { linear } from './linear.ts';
import { pgd } from './pgd.ts';
import { slp } from './slp.ts';
import { problem, rowOf } from './testing/small-problem.ts';

const straight = denseParameters([12, 2], 3, 0.8);
const network = denseParameters([12, 16, 8, 2], 5);

describe('linear', () => {
  it('finds the brute-force optimum of linear models', async () => {
    const given = problem(straight, { margins: [0.2], options: { marginTolerance: 0 } });
    const { cost: costs, valid } = (await linear.solve(given)).byMargin[0]!;
    for (let row = 0; row < given.x.shape[0]!; row += 1) {
      const margin = (point: readonly number[]) => denseMargin(straight, point);
      const best = bruteForceCost(margin, rowOf(given.x, row), given.actionSet, 0.2, 400);
      if (valid[row] === 0) {
        expect(best).toBe(Infinity);
        continue;
      }
      // The grid has a step of 0.01, so its best is up to that much dearer per numeric feature.
      expect(costs[row]).toBeLessThanOrEqual(best + 1e-5);
      expect(costs[row]).toBeGreaterThan(best - 0.021);
    }
  });
});

describe.each([pgd, slp])('$name on linear models', (solver) => {
  it.each(costNorms)('comes within one per cent of the closed form, norm %s', async (norm) => {
    const given = problem(straight, { cost: { norm } });
    const exact = await linear.solve(given);
    const found = await solver.solve(given);
    exact.byMargin.forEach((best, level) => {
      const { cost: costs, valid } = found.byMargin[level]!;
      expect(valid).toEqual(best.valid);
      best.cost.forEach((value, row) => {
        if (value > 0) expect(costs[row]! / value).toBeLessThan(1.01);
      });
    });
  });
});

describe.each([
  { solver: linear, model: straight },
  { solver: slp, model: network },
])('$solver.name, which draws no random numbers', ({ solver, model }) => {
  it('does not depend on the batch a person is in', async () => {
    const given = problem(model);
    const all = await solver.solve(given);
    const alone = await solver.solve({
      ...given,
      x: ndarray(rowOf(given.x, 3), [1, 12]),
      options: { chunk: 4 },
    });
    alone.byMargin.forEach((found, level) => {
      const together = all.byMargin[level]!;
      expect(found.valid[0]).toBe(together.valid[3]);
      if (together.valid[3] === 1) expect(found.cost[0]).toBeCloseTo(together.cost[3]!, 5);
    });
  });
});
