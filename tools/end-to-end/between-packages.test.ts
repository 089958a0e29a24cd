import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createEncoder, fitFeatureSpace, parseCsvDataset } from '@cfq/datasets';
import { meanCost } from '@cfq/metrics';
import { actionSet, actionSetFromFeatureSpace, solvers, type TracedModel } from '@cfq/recourse';

type Linear = { w: tf.Tensor2D; b: tf.Tensor1D };

/** Margin `x · weights − threshold` as a traced model. */
function linearModel(weights: readonly number[], threshold: number): TracedModel {
  return {
    logits: (parameters, x) => {
      const { w, b } = parameters as unknown as Linear;
      return tf.add(tf.matMul(x, w), b);
    },
    parameters: {
      w: { data: Float32Array.from(weights.flatMap((weight) => [0, weight])), shape: [weights.length, 2] },
      b: { data: Float32Array.of(0, -threshold), shape: [2] },
    },
    target: 1,
  };
}

describe('a number that somebody does not have', () => {
  it.each(['slp', 'pgd', 'linear'] as const)('is not changed by %s', async (solver) => {
    const csv = 'months,ok\n10,no\n20,no\n30,yes\n40,yes\n-7,no\n,no\n';
    const { table, features } = parseCsvDataset({
      csv,
      schema: {
        name: 't',
        label: { column: 'ok', favourable: 'yes' },
        sparsity: 1,
        columns: { months: { kind: 'numeric', bounds: [0, 60], special: { '-7': 'never late' } } },
      },
    });
    const space = fitFeatureSpace({
      table,
      features,
      trainRows: Int32Array.of(0, 1, 2, 3, 4, 5),
      sparsity: 1,
    });
    const x = createEncoder(space).encodeTable(table, Int32Array.of(0, 4, 5));
    const weights = Array.from({ length: space.width }, (_, column) => (column === 0 ? 2 : 0));
    const { byMargin } = await solvers[solver].solve({
      model: linearModel(weights, 1),
      x,
      actionSet: actionSetFromFeatureSpace(space),
      cost: { norm: 'l1' },
      margins: [0.2],
      seed: 0,
    });
    expect([...byMargin[0]!.valid]).toEqual([1, 0, 0]);
    expect([...byMargin[0]!.delta.data.slice(space.width)].every((value) => value === 0)).toBe(true);
  });
});

describe('somebody without recourse', () => {
  it.each(['slp', 'pgd', 'linear'] as const)('is left out of the mean cost of %s', async (solver) => {
    const { byMargin } = await solvers[solver].solve({
      model: linearModel([1], 0.5),
      x: { data: Float32Array.of(0.4, -9), shape: [2, 1] },
      actionSet: actionSet({
        sparsity: 1,
        features: [{ name: 'a', kind: 'numeric', lower: -1, upper: 1, maxChange: { amount: 0.6 } }],
      }),
      cost: { norm: 'l1' },
      margins: [0.4],
      seed: 0,
    });
    const { valid, cost } = byMargin[0]!;
    expect([...valid]).toEqual([1, 0]);
    expect(cost[1]).toBeNaN();
    const mean = meanCost({ valid, cost });
    expect(mean.value).toBeCloseTo(0.5, 3);
    expect(mean.count).toBe(1);
  });
});
