import { jit, ndarray, randomStream, tree, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { samplers, type SamplerName } from './samplers.ts';
import type { SampleIndices, SampleSource } from './sampler.ts';

/** Two features: a number in column 0 and a category in columns 1 to 3. */
const source: SampleSource<NDArray> = {
  x: ndarray([0, 1, 0, 0, 10, 0, 1, 0, 20, 0, 0, 1], [3, 4]),
  y: ndarray(Int32Array.of(0, 1, 1), [3]),
  denied: ndarray([0, 1, 0, 0, 10, 0, 1, 0], [2, 4]),
  deniedLabels: ndarray(Int32Array.of(0, 1), [2]),
  delta: ndarray([4, 0, 0, 0, 3, 0, -1, 1], [2, 4]),
  membership: ndarray([1, 0, 0, 0, 0, 1, 1, 1], [2, 4]),
  numeric: ndarray([1, 0, 0, 0], [1, 4]),
};
const batch = 40;

async function draw(
  name: SamplerName,
): Promise<{ rows: number[][]; labels: number[]; drawn: SampleIndices<NDArray> }> {
  const counts = { rows: 3, denied: 2, features: 2 };
  const drawn = samplers[name].draw(randomStream(0, name), { steps: 1, batch }, counts);
  const run = jit(
    (choices: SampleIndices<tf.Tensor>, given: SampleSource<tf.Tensor>) => {
      const one = tree.map((leaf: tf.Tensor) => tf.squeeze(leaf, [0]), choices);
      const { x, labels } = samplers[name].points(one, given);
      return { x, labels };
    },
    { name: `points ${name} test` },
  );
  const { x, labels } = await run(drawn, source);
  await run.dispose();
  const rows = Array.from({ length: batch }, (_, n) => Array.from(x.data.subarray(4 * n, 4 * n + 4)));
  return { rows, labels: Array.from(labels.data), drawn };
}

const row = (matrix: NDArray, n: number): number[] => Array.from(matrix.data.subarray(4 * n, 4 * n + 4));

describe('samplers', () => {
  it('data: the rows themselves with their labels', async () => {
    const { rows, labels, drawn } = await draw('data');
    rows.forEach((point, n) => {
      const index = drawn['rows']!.data[n]!;
      expect(point).toEqual(row(source.x, index));
      expect(labels[n]).toBe(source.y.data[index]);
    });
  });

  it('recourse: denied rows at the end of their action', async () => {
    const { rows, drawn } = await draw('recourse');
    const ends = [
      [4, 1, 0, 0],
      [13, 0, 0, 1],
    ];
    rows.forEach((point, n) => expect(point).toEqual(ends[drawn['rows']!.data[n]!]));
  });

  it('along-recourse: numbers part of the way or a little past it, categories whole, or all but one change', async () => {
    const { rows, drawn } = await draw('along-recourse');
    const isIncomplete = Array.from(drawn['incomplete']!.data);
    expect(isIncomplete.filter((value) => value === 1)).toHaveLength(batch / 4);
    const sides = [0, 0];
    rows.forEach((point, n) => {
      const index = drawn['rows']!.data[n]!;
      const [from, action] = [row(source.denied, index), row(source.delta, index)];
      const rho = drawn['rho']!.data[n]!;
      expect(rho).toBeGreaterThanOrEqual(0);
      expect(rho).toBeLessThan(1.8);
      if (isIncomplete[n] === 0) {
        expect(point[0]).toBeCloseTo(from[0]! + rho * action[0]!, 5);
        expect(point.slice(1)).toEqual(from.slice(1).map((value, c) => value + action[c + 1]!));
        return;
      }
      const [first, second] = [0, 1].map((feature) => drawn['order']!.data[2 * n + feature]!);
      const changesBoth = action[0] !== 0 && action.slice(1).some((value) => value !== 0);
      const isNumberLeft = changesBoth ? first! > second! : action[0] !== 0;
      if (changesBoth) sides[isNumberLeft ? 0 : 1]! += 1;
      expect(point).toEqual(from.map((value, c) => value + ((c === 0) === isNumberLeft ? 0 : action[c]!)));
    });
    expect(Math.min(...sides)).toBeGreaterThan(0);
  });

  it('feature-crossover: each feature whole, from the row or from its donor, and both happen', async () => {
    const { rows, drawn } = await draw('feature-crossover');
    const taken = rows.map((point, n) => {
      const own = row(source.x, drawn['rows']!.data[n]!);
      const donor = row(source.x, drawn['donors']!.data[n]!);
      const [number, category] = [
        drawn['swapped']!.data[2 * n] === 1,
        drawn['swapped']!.data[2 * n + 1] === 1,
      ];
      const expected = [...(number ? donor : own).slice(0, 1), ...(category ? donor : own).slice(1)];
      expect(point).toEqual(expected);
      return number;
    });
    expect(new Set(taken).size).toBe(2);
  });
});
