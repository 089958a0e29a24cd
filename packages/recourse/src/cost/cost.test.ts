import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { jit, ndarray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';

import { cost } from './cost.ts';
import { costNorms } from './cost-spec.ts';
import { projectReference } from '../actions/project-reference.ts';
import { arbitraryActionCase } from '../actions/testing/random-action-case.ts';
import { smallActionSet } from '../testing/small-people.ts';
import { tracedCost } from './traced-cost.ts';

const set = smallActionSet();

/** income +0.3, savings +0.4, job from category 0 to 2. */
const action = ndarray([0.3, 0.4, 0, 0, -1, 0, 1, 0, 0, 0, 0, 0], [1, 12]);

describe('cost', () => {
  it('counts a change of category once in every norm', () => {
    expect(cost(action, set, { norm: 'l1' })[0]).toBeCloseTo(0.3 + 0.4 + 1, 6);
    expect(cost(action, set, { norm: 'l2' })[0]).toBeCloseTo(Math.hypot(0.3, 0.4, 1), 6);
    expect(cost(action, set, { norm: 'mixed' })[0]).toBeCloseTo((1.7 + Math.hypot(0.3, 0.4, 1)) / 2, 6);
  });

  it('charges one for a move out of an unknown category', () => {
    const entered = ndarray([0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0], [1, 12]);
    for (const norm of costNorms) expect(cost(entered, set, { norm })[0]).toBe(1);
  });

  it('weighs features by name', () => {
    const weights = { income: 2, job: 0.5 };
    expect(cost(action, set, { norm: 'l1', weights })[0]).toBeCloseTo(0.6 + 0.4 + 0.5, 6);
    expect(cost(action, set, { norm: 'l2', weights })[0]).toBeCloseTo(Math.hypot(0.6, 0.4, 0.5), 6);
  });

  it('is zero for no action and NaN for a row with NaN', () => {
    const rows = ndarray([...new Array<number>(12).fill(0), NaN, ...new Array<number>(11).fill(0)], [2, 12]);
    expect([...cost(rows, set, { norm: 'l2' })]).toEqual([0, NaN]);
  });

  it('refuses bad norms, names and weights', () => {
    expect(() => cost(action, set, { norm: 'l3' as 'l1' })).toThrow(/l1, l2, mixed, got l3/);
    expect(() => cost(action, set, { norm: 'l1', weights: { wage: 1 } })).toThrow(/got wage/);
    expect(() => cost(action, set, { norm: 'l1', weights: { job: 0 } })).toThrow(/positive/);
    expect(() => cost(ndarray([1], [1, 1]), set, { norm: 'l1' })).toThrow(/\[n, 12\]/);
  });
});

describe('tracedCost', () => {
  it.each(costNorms)('equals the plain cost of reachable actions, norm %s', async (norm) => {
    await fc.assert(
      fc.asyncProperty(arbitraryActionCase(3), async ({ actionSet, x, candidate }) => {
        const point = projectReference(x, candidate, actionSet);
        const delta = ndarray(
          Float32Array.from(point.data, (value, i) => value - x.data[i]!),
          x.shape,
        );
        const weights = { f0: 1.5 };
        const traced = jit((d: tf.Tensor): tf.Tensor =>
          tracedCost(d as tf.Tensor2D, actionSet, { norm, weights }),
        );
        const got = await traced(delta);
        await traced.dispose();
        const expected = cost(delta, actionSet, { norm, weights });
        expected.forEach((value, row) => {
          expect(got.data[row]).toBeCloseTo(value, 4);
        });
      }),
      { numRuns: 10 },
    );
  });
});
