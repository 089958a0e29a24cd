import { jit, ndarray, randomStream, type TensorTree } from '@cfq/jit';
import {
  decodeWeights,
  denseNetwork,
  referenceLogits,
  roundColumns,
  type ColumnGrid,
  type Network,
} from '@cfq/network';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { networkFunction } from './network-function.ts';

const [rows, width, units] = [12, 4, 5];
const x = randomStream(2, 'rows').normal([rows, width]);
const drawn = (name: string, shape: readonly number[]) => randomStream(0, name).normal([...shape]);
const vector = (name: string, length: number) => Float32Array.from(drawn(name, [length]).data);

const oneStep: ColumnGrid = {
  ...{ scale: Float32Array.of(0.1), offset: Float32Array.of(0), lowest: -15, highest: 16 },
};
const ownSteps: ColumnGrid = {
  ...{ scale: Float32Array.of(0.3, -0.2, 0.5, 0.1), offset: Float32Array.of(0.1, 0, -1, 0.5) },
  ...{ lowest: -4, highest: 5 },
};
const network = (inputGrid: ColumnGrid | null, sums: number, grid: boolean): Network =>
  denseNetwork(
    [
      {
        weight: drawn('first', [width, units]),
        bias: vector('behind', units),
        sumGrids: Array.from({ length: sums }, (_, at) => ({
          ...{ scale: 0.0625 * (at + 1), lowest: -25, highest: 30, bias: vector(`before${at}`, units) },
        })),
        ...(grid && { grid: { scale: 0.125, bits: 4 } }),
      },
      { weight: drawn('last', [units, 2]), bias: vector('out', 2) },
    ],
    { inputGrid },
  );

const f = Math.fround;

/** Gradients of the second logit less the first, by plain loops: 1 through every step, 0 where a grid has ended. */
function gradients({ inputGrid, layers }: Network): number[] {
  const [first, last] = layers.map(({ weight }) => decodeWeights(weight).data);
  const { sumGrids, bias, grid } = layers[0]!;
  const data = Float32Array.from(x.data);
  const columns = inputGrid === null ? data : roundColumns(data, width, inputGrid);
  const within = (value: number, least: number, most: number) => value > least && value < most;
  return Array.from({ length: rows * width }, (_, at) => {
    const [row, column] = [Math.floor(at / width), at % width];
    if (inputGrid !== null) {
      const own = inputGrid.scale.length === 1 ? 0 : column;
      const steps = f(f(data[at]! - inputGrid.offset[own]!) / inputGrid.scale[own]!);
      if (!within(steps, inputGrid.lowest, inputGrid.highest)) return 0;
    }
    let gradient = 0;
    for (let unit = 0; unit < units; unit += 1) {
      let sum = 0;
      for (let from = 0; from < width; from += 1)
        sum += columns[row * width + from]! * first![from * units + unit]!;
      let [value, passes] = [f(sum), true];
      for (const { scale, lowest, highest, bias: before } of sumGrids) {
        const steps = f(f(value + before[unit]!) / scale);
        passes &&= within(steps, lowest, highest);
        value = f(Math.min(Math.max(Math.round(steps), lowest), highest) * scale);
      }
      const active = f(value + bias[unit]!);
      if (grid !== null) passes &&= active / grid.scale < 2 ** grid.bits - 1;
      if (active <= 0 || !passes) continue;
      gradient += first![column * units + unit]! * (last![unit * 2 + 1]! - last![unit * 2]!);
    }
    return gradient;
  });
}

describe('networkFunction', () => {
  it.each<[string, Network]>([
    ['nothing', network(null, 0, false)],
    ['outputs', network(null, 0, true)],
    ['columns', network(oneStep, 0, false)],
    ['columns each by its own steps, and outputs', network(ownSteps, 0, true)],
    ['sums', network(null, 1, false)],
    ['columns, sums twice, and outputs', network(ownSteps, 2, true)],
  ])('gives logits and straight-through gradients where it rounds %s', async (_, rounded) => {
    const { logits, parameters } = networkFunction(rounded);
    const both = jit((given: TensorTree, points: tf.Tensor2D) => {
      const margin = (at: tf.Tensor2D): tf.Scalar => {
        const answer = logits(given, at);
        const [other, own] = tf.split(answer, 2, 1);
        return tf.sum(tf.sub(own!, other!));
      };
      return { logits: logits(given, points), gradient: tf.grad(margin as never)(points) };
    });
    const found = await both(parameters, ndarray(x.data, [rows, width]));
    await both.dispose();
    referenceLogits(rounded, x).data.forEach((value, at) => {
      expect(Math.abs(found.logits.data[at]! - value)).toBeLessThan(2e-5);
    });
    gradients(rounded).forEach((value, at) => {
      expect(Math.abs(found.gradient.data[at]! - value)).toBeLessThan(2e-5);
    });
  });
});
