import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ndarray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';

import { projectReference } from '../actions/project-reference.ts';
import { slp } from './slp.ts';
import { pgd } from './pgd.ts';
import { arbitraryActionCase } from '../actions/testing/random-action-case.ts';
import { denseLogits, denseMargin, denseParameters } from '../testing/dense-network.ts';
import { problem, traced } from './testing/small-problem.ts';

const rows = 6;

describe.each([slp, pgd])('$name on random action sets and networks', (solver) => {
  it('returns points that are their own projection and reach the margin asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryActionCase(rows),
        fc.integer({ min: 0, max: 1e6 }),
        async ({ actionSet, x }, seed) => {
          const parameters = denseParameters([actionSet.width, 8, 2], seed);
          const result = await solver.solve({
            model: traced(parameters),
            x,
            actionSet,
            cost: { norm: 'l1' },
            margins: [0, 0.5],
            seed,
            options: { chunk: rows },
          });
          for (const { delta, valid, margin, kappa, cost } of result.byMargin) {
            const point = ndarray(
              Float32Array.from(x.data, (value, i) => value + delta.data[i]!),
              x.shape,
            );
            const projected = projectReference(x, point, actionSet);
            point.data.forEach((value, i) => {
              expect(projected.data[i]).toBeCloseTo(value, 5);
            });
            for (let row = 0; row < rows; row += 1) {
              if (valid[row] === 0) continue;
              const at = point.data.subarray(row * actionSet.width, (row + 1) * actionSet.width);
              expect(denseMargin(parameters, at)).toBeGreaterThan(kappa - 1e-4);
              expect(margin[row]).toBeGreaterThanOrEqual(kappa);
            }
            const [first, second] = result.byMargin;
            valid.forEach((ok, row) => {
              if (ok === 1 && second!.valid[row] === 1)
                expect(first!.cost[row]).toBeLessThanOrEqual(second!.cost[row]!);
              if (ok === 0) expect(cost[row]).toBeNaN();
            });
          }
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('slp on a staircase, the margin of a network with quantized activations', () => {
  it('reaches its margins as often as on the smooth network, at about the same cost', async () => {
    const parameters = denseParameters([12, 16, 8, 2], 5);
    const round = tf.customGrad((h) => ({
      value: tf.div(tf.round(tf.mul(h as tf.Tensor, 16)), 16),
      gradFunc: (dy: tf.Tensor) => dy,
    }));
    const staircase: typeof denseLogits = (given, x) => {
      const [first, ...rest] = given as readonly { w: tf.Tensor2D; b: tf.Tensor1D }[];
      const h = round(tf.relu(tf.add(tf.matMul(x, first!.w), first!.b)));
      return denseLogits(rest, h as tf.Tensor2D);
    };
    const smooth = await slp.solve(problem(parameters));
    const stepped = await slp.solve(problem(parameters, { model: traced(parameters, staircase) }));
    smooth.byMargin.forEach(({ valid, cost }, level) => {
      const other = stepped.byMargin[level]!;
      const total = (flags: Uint8Array) => flags.reduce((sum, ok) => sum + ok, 0);
      expect(total(other.valid)).toBeGreaterThanOrEqual(total(valid) - 1);
      const ratios = Array.from(cost, (value, row) => other.cost[row]! / value)
        .filter(Number.isFinite)
        .sort((a, b) => a - b);
      expect(Math.abs(ratios[ratios.length >> 1]! - 1)).toBeLessThan(0.05);
      other.margin.forEach((margin, row) => {
        if (other.valid[row] === 1) expect(margin).toBeGreaterThanOrEqual(other.kappa);
      });
    });
  });
});
