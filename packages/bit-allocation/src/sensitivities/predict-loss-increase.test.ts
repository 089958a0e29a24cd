import { jit, randomStream, valueAndGrad, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';
import { predictLossIncrease, type EvaluateGradients } from './predict-loss-increase.ts';
import { recoursePoints } from './recourse-points.ts';

/** A net of two layers, 3 → 4 → 2, weights row-major; small enough for finite differences in plain numbers. */
type Net<Leaf> = { readonly first: Leaf; readonly second: Leaf };

const stream = randomStream(7);
const net: Net<NDArray> = { first: stream.normal([3, 4]), second: stream.normal([4, 2]) };
const layers = [
  { layer: 'first', parameters: 12 },
  { layer: 'second', parameters: 8 },
];
const candidates = [2, 4];
const factual = stream.normal([7, 3]);
const delta = stream.normal([7, 3]);
const valid = [1, 1, 0, 1, 1, 1, 0];
const target = 1;

/** Mean cross-entropy to the target at the valid recourse points, in float64. */
function meanLoss(weights: Net<readonly number[]>): number {
  const kept = valid.flatMap((flag, row) => (flag ? [row] : []));
  const each = kept.map((row) => {
    const x = [0, 1, 2].map((c) => factual.data[3 * row + c]! + delta.data[3 * row + c]!);
    const hidden = [0, 1, 2, 3].map((j) =>
      Math.tanh(x.reduce((sum, value, i) => sum + value * weights.first[4 * i + j]!, 0)),
    );
    const logits = [0, 1].map((j) => hidden.reduce((sum, h, i) => sum + h * weights.second[2 * i + j]!, 0));
    return Math.log(logits.reduce((sum, g) => sum + Math.exp(g), 0)) - logits[target]!;
  });
  return each.reduce((sum, loss) => sum + loss, 0) / kept.length;
}

const plain: Net<number[]> = { first: Array.from(net.first.data), second: Array.from(net.second.data) };

/** Rounding to multiples of `1 / bits`, minus the weight. */
const error = (layer: string, bits: number): number[] =>
  plain[layer as keyof typeof plain].map((w) => Math.round(w * bits) / bits - w);

const graph = jit(
  (weights: Net<tf.Tensor2D>, x: tf.Tensor2D, labels: tf.Tensor1D, rows: tf.Tensor1D) => {
    const { value, gradients } = valueAndGrad((at: Net<tf.Tensor2D>) => {
      const hidden = tf.tanh(tf.matMul(x, at.first));
      const logits = tf.matMul<tf.Tensor2D>(hidden, at.second);
      const chosen = tf.sum(tf.mul(tf.oneHot(labels, 2), tf.logSoftmax(logits)), 1);
      return tf.neg(tf.sum<tf.Scalar>(tf.mul(chosen, rows)));
    })(weights);
    return { value, gradients };
  },
  { name: 'loss gradient test' },
);
afterAll(() => graph.dispose());

const evaluate: EvaluateGradients = async ({ x, labels, weights }) => {
  const { value, gradients } = await graph(net, x, labels, weights);
  return {
    loss: value.data[0]!,
    gradients: { first: gradients.first.data, second: gradients.second.data },
  };
};

const points = recoursePoints('test', { recourse: { factual, delta, valid }, favourableClass: target });
const problem = { layers, candidates, ...points, evaluate, error };

/** Slope of the mean loss when `direction` is added to one layer, by central differences. */
function slope(layer: keyof typeof plain, direction: readonly number[]): number {
  const moved = (by: number): number =>
    meanLoss({ ...plain, [layer]: plain[layer].map((w, i) => w + by * direction[i]!) });
  return (moved(1e-5) - moved(-1e-5)) / 2e-5;
}

describe('predictLossIncrease', () => {
  it('first order: the size of the slope towards the quantized weights, by finite differences', async () => {
    for (const batchSize of [1, 2, 5, 8]) {
      const { lossIncrease, baseline, rows } = await predictLossIncrease('test', { ...problem, batchSize });
      expect(rows).toBe(5);
      expect(baseline).toBeCloseTo(meanLoss(plain), 5);
      (['first', 'second'] as const).forEach((layer, at) =>
        candidates.forEach((bits, column) =>
          expect(lossIncrease[at]![column]).toBeCloseTo(Math.abs(slope(layer, error(layer, bits))), 5),
        ),
      );
    }
  });

  it('squared gradient: the sum over weights of squared slopes, by finite differences', async () => {
    const { lossIncrease } = await predictLossIncrease('test', { ...problem, form: 'squared-gradient' });
    (['first', 'second'] as const).forEach((layer, at) =>
      candidates.forEach((bits, column) => {
        const change = error(layer, bits);
        const each = change.map(
          (by, i) =>
            slope(
              layer,
              change.map((_, n) => (n === i ? by : 0)),
            ) ** 2,
        );
        expect(lossIncrease[at]![column]).toBeCloseTo(
          each.reduce((sum, value) => sum + value, 0),
          5,
        );
      }),
    );
  });

  it('reports batches, stops when told, and refuses what it cannot predict from', async () => {
    const progress: number[] = [];
    await predictLossIncrease('test', {
      ...problem,
      batchSize: 2,
      onProgress: (done, total) => progress.push(done / total),
    });
    expect(progress).toEqual([1 / 3, 2 / 3, 1]);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(predictLossIncrease('test', { ...problem, signal })).rejects.toThrow('enough');
    await expect(predictLossIncrease('test', { ...problem, labels: [1] })).rejects.toThrow(
      /test: needs at least one row and a label for each/,
    );
    await expect(predictLossIncrease('test', { ...problem, error: () => [1] })).rejects.toThrow(
      /error of "first" at 2 bits must be a finite number a weight \(expected 12, got 1/,
    );
    await expect(
      predictLossIncrease('test', { ...problem, evaluate: () => ({ loss: 0, gradients: {} }) }),
    ).rejects.toThrow(/gradient of "first" .* got none/);
    await expect(
      predictLossIncrease('test', { ...problem, form: 'hessian' as 'first-order' }),
    ).rejects.toThrow(/unknown form \(expected one of first-order, squared-gradient, got "hessian"\)/);
  });
});
