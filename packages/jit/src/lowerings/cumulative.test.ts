import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { ndarray } from '../arrays/ndarray.ts';
import { jit } from '../jit.ts';

/** TF.js's cpu backend gives a result of an impossible shape for the product. */
it.each(['cumsum', 'cumprod'] as const)('%s counts a negative axis from the end', async (name) => {
  const run = jit((x: tf.Tensor) =>
    [false, true].flatMap((exclusive) =>
      [-1, 1, -2, 0].map((axis) => tf[name](x, axis, exclusive, exclusive)),
    ),
  );
  const results = await run(ndarray([2, 3, 4, 5, 6, 7], [2, 3]));
  await run.dispose();
  const values = results.map(({ data }) => [...data]);
  for (const i of [0, 2, 4, 6]) expect(values[i]).toEqual(values[i + 1]);
  const [last, first] = name === 'cumsum' ? [9, 7] : [24, 10];
  expect([values[0]![2], values[2]![3]]).toEqual([last, first]);
});
