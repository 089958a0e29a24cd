import { ndarray, randomStream, scalar, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { adamwInit } from './adamw.ts';
import { batchRows } from './batch-rows.ts';
import { compileEpoch, type EpochState } from './compile-epoch.ts';

type Line<Leaf> = { readonly slope: Leaf; readonly offset: Leaf };

/** Least squares on rows of a resident matrix. */
const epoch = compileEpoch<Line<tf.Tensor>, { rows: tf.Tensor }, { x: tf.Tensor; y: tf.Tensor }>(
  ({ slope, offset }, { rows }, { x, y }) => {
    const index = rows as tf.Tensor1D;
    const predicted = tf.add(tf.matMul(tf.gather(x, index) as tf.Tensor2D, slope as tf.Tensor2D), offset);
    const error = tf.sub(predicted, tf.gather(y, index));
    return [tf.mean<tf.Scalar>(tf.square(error)), { largest: tf.max(tf.abs(error)) }];
  },
  {
    name: 'epoch test',
    leafRules: ({ slope, offset }) =>
      new Map([
        [offset, { rate: 0.5 }],
        [slope, { recordGradNorm: true }],
      ]),
  },
);

/** The same training as a plain loop in float64. */
function byHand(x: number[][], y: number[], rows: number[][], rates: number[], decay: number) {
  const p = [0, 0, 0];
  const m = [0, 0, 0];
  const v = [0, 0, 0];
  const losses: number[] = [];
  const norms: number[] = [];
  rows.forEach((batch, t) => {
    const g = [0, 0, 0];
    let loss = 0;
    for (const row of batch) {
      const [a = 0, b = 0] = x[row]!;
      const error = a * p[0]! + b * p[1]! + p[2]! - y[row]!;
      loss += error ** 2 / batch.length;
      [a, b, 1].forEach((value, k) => (g[k]! += (2 * error * value) / batch.length));
    }
    losses.push(loss);
    norms.push(Math.hypot(g[0]!, g[1]!));
    for (let k = 0; k < 3; k += 1) {
      m[k] = 0.9 * m[k]! + 0.1 * g[k]!;
      v[k] = 0.999 * v[k]! + 0.001 * g[k]! ** 2;
      const direction = m[k]! / (1 - 0.9 ** (t + 1)) / (Math.sqrt(v[k]! / (1 - 0.999 ** (t + 1))) + 1e-8);
      p[k]! -= rates[t]! * (k === 2 ? 0.5 * direction : direction + decay * p[k]!);
    }
  });
  return { p, losses, norms };
}

describe('compileEpoch', () => {
  it('is the plain loop: losses, parameters, decay and leaf rates', async () => {
    const stream = randomStream(7, 'epoch test');
    const x = Array.from({ length: 30 }, () => Array.from(stream.normal([2]).data));
    const y = x.map(([a = 0, b = 0]) => 2 * a - b + 0.5);
    const drawn = batchRows(stream, { rows: 30, batch: 8, steps: 12 });
    const rates = Array.from({ length: 12 }, (_, t) => 0.1 / (1 + t));
    const trainable: Line<NDArray> = { slope: ndarray([0, 0], [2, 1]), offset: ndarray([0], [1]) };
    const start: EpochState<Line<NDArray>, NDArray> = { trainable, optimizer: adamwInit(trainable) };
    const { state, records } = await epoch(
      start,
      { learningRate: ndarray(rates, [12]), batch: { rows: drawn } },
      { weightDecay: scalar(0.3), fixed: { x: ndarray(x.flat(), [30, 2]), y: ndarray(y, [30, 1]) } },
    );
    const rows = Array.from({ length: 12 }, (_, t) => Array.from(drawn.data.subarray(8 * t, 8 * t + 8)));
    const expected = byHand(x, y, rows, rates, 0.3);
    expected.losses.forEach((loss, t) => expect(records['loss']?.data[t]).toBeCloseTo(loss, 4));
    expected.norms.forEach((norm, t) => expect(records['gradientNorm']?.data[t]).toBeCloseTo(norm, 4));
    const { slope, offset } = state.trainable as Line<NDArray>;
    expect(slope.data[0]).toBeCloseTo(expected.p[0]!, 4);
    expect(slope.data[1]).toBeCloseTo(expected.p[1]!, 4);
    expect(offset.data[0]).toBeCloseTo(expected.p[2]!, 4);
    expect(records['largest']?.shape).toEqual([12]);
  });
});

describe('batchRows', () => {
  it('shows every row equally often before any comes back', () => {
    const { data, shape } = batchRows(randomStream(1, 'rows'), { rows: 7, batch: 3, steps: 7 });
    expect(shape).toEqual([7, 3]);
    for (let pass = 0; pass < 3; pass += 1) {
      expect(Array.from(data.subarray(7 * pass, 7 * pass + 7)).sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    }
  });

  it('refuses an empty set', () => {
    expect(() => batchRows(randomStream(1), { rows: 0, batch: 3, steps: 1 })).toThrow(
      'batchRows: rows is a count',
    );
  });
});
