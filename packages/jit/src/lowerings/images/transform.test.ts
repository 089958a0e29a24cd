import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { ndarray } from '../../arrays/ndarray.ts';
import { takeRows } from '../../arrays/take-rows.ts';
import { jit } from '../../jit.ts';
import { randomStream } from '../../random-stream.ts';

const stream = randomStream(5, 'transform');
const images = ndarray(stream.normal([3 * 4 * 5 * 2]).data, [3, 4, 5, 2]);
const transforms = ndarray(
  [1, 0.2, -1, 0.1, 0.9, 0.5, 0, 0.01, 0, 1, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 2, -1, 0.1, 0],
  [3, 8],
);

it('every image of a batch is transformed, by its own row or by the only one', async () => {
  const transform = jit((x: tf.Tensor4D, t: tf.Tensor2D) => tf.image.transform(x, t, 'bilinear', 'reflect'));
  const together = await transform(images, transforms);
  const byFirst = await transform(images, takeRows(transforms, [0]));
  for (const row of [0, 1, 2]) {
    const alone = takeRows(images, [row]);
    const own = await transform(alone, takeRows(transforms, [row]));
    expect(takeRows(together, [row]).data).toEqual(own.data);
    const first = await transform(alone, takeRows(transforms, [0]));
    expect(takeRows(byFirst, [row]).data).toEqual(first.data);
  }
  await transform.dispose();
});

it('a transform that exchanges rows and columns reads them so', async () => {
  const transform = jit((x: tf.Tensor4D, t: tf.Tensor2D) =>
    tf.image.transform(x, t, 'nearest', 'constant', -1, [5, 4]),
  );
  const { data } = await transform(takeRows(images, [0]), takeRows(transforms, [1]));
  const want = Array.from({ length: 5 * 4 * 2 }, (_, i) => {
    const [row, column, channel] = [Math.floor(i / 8), Math.floor(i / 2) % 4, i % 2];
    return images.data[(column * 5 + row) * 2 + channel]!;
  });
  expect([...data]).toEqual(want);
  await transform.dispose();
});
