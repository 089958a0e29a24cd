import { describe, expect, it } from 'vitest';

import { ndarray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';

import { actionSet } from '../actions/action-set.ts';
import { costNorms } from '../cost/cost-spec.ts';
import type { RecourseModel } from '../model/bind-model.ts';
import { functionMarginModel } from '../model/function-margin-model.ts';
import { withFiniteDifferences } from '../model/with-finite-differences.ts';
import { bruteForceCost } from '../testing/brute-force-cost.ts';
import { denseLogits, denseMargin, denseParameters } from '../testing/dense-network.ts';
import { linear } from './linear.ts';
import { pgd } from './pgd.ts';
import type { RecourseProblem } from './recourse-problem.ts';
import { slp } from './slp.ts';
import { problem, rowOf, traced } from './testing/small-problem.ts';

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

const number = (lower: number, upper: number) => ({ kind: 'numeric', lower, upper }) as const;
const one = (change: Partial<RecourseProblem<object>>): RecourseProblem<object> => ({
  ...problem(straight),
  actionSet: actionSet({ features: [{ name: 'a', ...number(-5, 5) }] }),
  x: ndarray([-1], [1, 1]),
  margins: [0],
  ...change,
});
const layersOf = (...sizes: readonly (readonly [number[], number[]])[]) =>
  sizes.map(([w, b], layer) => ({
    w: ndarray(w, [layer === 0 ? 1 : sizes[layer - 1]![1].length, b.length]),
    b: ndarray(b, [b.length]),
  }));

describe('linear, with one person', () => {
  it.each<[string, RecourseModel]>([
    [
      'a network that bends elsewhere',
      traced(
        layersOf(
          [
            [1, -1],
            [0, 0],
          ],
          [
            [0, 2, 0, 0.3],
            [0, -2],
          ],
        ),
      ),
    ],
    ['three classes', traced([{ w: ndarray([0, 1, -1], [1, 3]), b: ndarray([0, -1, -1], [3]) }])],
    [
      'rounded inputs',
      traced(
        layersOf([
          [0, 1],
          [0, -0.5],
        ]),
        (given, x) =>
          denseLogits(given, tf.add<tf.Tensor2D>(x, tf.sub(tf.div(tf.round(tf.mul(x, 2)), 2), x))),
      ),
    ],
    [
      'a margin that is asked and has a step',
      withFiniteDifferences(
        functionMarginModel(({ data }) => Array.from(data, (value) => (value > 2 ? 1 : -1))),
        actionSet({ features: [{ name: 'a', ...number(-5, 5) }] }),
      ),
    ],
  ])('refuses %s', async (_, model) => {
    await expect(linear.solve(one({ model }))).rejects.toThrow(/linear\.solve: the model is linear/);
  });

  it.each([1e-6, 1, 1e4, 1e7])('serves an honest model with weights of %s', async (size) => {
    const model = traced(
      layersOf([
        [-0.3 * size, 0.7 * size],
        [2 * size, -size],
      ]),
    );
    const { valid, delta } = (await linear.solve(one({ model, options: { marginTolerance: 1e-3 * size } })))
      .byMargin[0]!;
    expect(valid[0]).toBe(1);
    expect(delta.data[0]).toBeCloseTo(4, 2);
  });

  it('serves one whose differences are taken, whoever is in which category', async () => {
    const set = actionSet({
      features: [
        { name: 'a', ...number(-5, 5) },
        { name: 'b', kind: 'categorical', width: 3 },
      ],
    });
    const scorecard = functionMarginModel(({ data, shape }) =>
      Array.from({ length: shape[0]! }, (_, i) => {
        const [a, , c, d] = data.subarray(4 * i, 4 * i + 4);
        return 2 * a! + 1.5 * c! - d! - 1;
      }),
    );
    const x = ndarray([0, 1, 0, 0, 0, 0, 0, 1, -1, 0, 1, 0], [3, 4]);
    const model = withFiniteDifferences(scorecard, set);
    const { valid, cost } = (await linear.solve(one({ model, actionSet: set, x }))).byMargin[0]!;
    expect([...valid]).toEqual([1, 1, 1]);
    [0.5, 1, 0.75].forEach((least, person) => {
      expect(cost[person]).toBeCloseTo(least, 3);
    });
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
