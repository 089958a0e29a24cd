import { jit, ndarray, randomStream, tree, type NDArray } from '@cfq/jit';
import { expectLaw, type Law } from '@cfq/parts';
import * as tf from '@tensorflow/tfjs-core';
import type { SampleIndices, Sampler, SampleSource } from '../samplers/sampler.ts';

/** Two features, a number in column 0 and a category in columns 1 to 3: three rows, two of them denied. */
const source: SampleSource<NDArray> = {
  x: ndarray([0, 1, 0, 0, 10, 0, 1, 0, 20, 0, 0, 1], [3, 4]),
  y: ndarray(Int32Array.of(0, 1, 1), [3]),
  denied: ndarray([0, 1, 0, 0, 10, 0, 1, 0], [2, 4]),
  deniedLabels: ndarray(Int32Array.of(0, 1), [2]),
  delta: ndarray([4, 0, 0, 0, 0, 0, -1, 1], [2, 4]),
  membership: ndarray([1, 0, 0, 0, 0, 1, 1, 1], [2, 4]),
  numeric: ndarray([1, 0, 0, 0], [1, 4]),
};
const counts = { rows: 3, denied: 2, features: 2 };
const size = { steps: 2, batch: 16 };

/** What every sampler must do, as checks that throw a `ConformanceError` which says what is broken. */
export function samplerLaws(sampler: Sampler): Law[] {
  const { name } = sampler;
  const draw = (): SampleIndices<NDArray> => sampler.draw(randomStream(0, 'sampler laws'), size, counts);
  return [
    {
      name: 'its sampler draws every choice for every step, the same from the same stream',
      check: () => {
        const [first, second] = [draw(), draw()];
        for (const [choice, { shape }] of Object.entries(first)) {
          expectLaw(
            shape[0] === size.steps,
            () => `${name}: "${choice}" has shape [${shape.join(', ')}] for ${size.steps} steps.`,
          );
        }
        expectLaw(JSON.stringify(first) === JSON.stringify(second), () => `${name}: does not repeat itself.`);
      },
    },
    {
      name: 'its sampler makes a batch of finite points with labels',
      check: async () => {
        const run = jit(
          (indices: SampleIndices<tf.Tensor>, given: SampleSource<tf.Tensor>) => {
            const first = tree.map((leaf: tf.Tensor) => tf.squeeze(tf.slice(leaf, 0, 1), [0]), indices);
            const { x, labels } = sampler.points(first, given);
            return { x, labels };
          },
          { name: 'sampler law' },
        );
        const { x, labels } = await run(draw(), source);
        await run.dispose();
        expectLaw(
          x.shape.join() === `${size.batch},4` && labels.shape.join() === `${size.batch}`,
          () => `${name}: points [${x.shape.join(', ')}] and labels [${labels.shape.join(', ')}].`,
        );
        expectLaw(x.data.every(Number.isFinite), () => `${name}: points are not finite.`);
        expectLaw(
          Array.from(labels.data).every((label) => label === 0 || label === 1),
          () => `${name}: labels are ${labels.data.join(', ')}.`,
        );
      },
    },
  ];
}
