import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { ndarray } from '../../arrays/ndarray.ts';
import { jit } from '../../jit.ts';

const image = ndarray([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);

it.each(['bilinear', 'nearest'] as const)('boxes that are no boxes, %s', async (method) => {
  const crop = jit((x: tf.Tensor4D, boxes: tf.Tensor2D, images: tf.Tensor1D) =>
    tf.image.cropAndResize(x, boxes, images, [2, 2], method, -1),
  );
  const boxes: [corners: number[], image: number, want: number[]][] = [
    [[0, 0, 1, 1], 0, [1, 3, 7, 9]],
    [[1, 1, 0, 0], 0, [9, 7, 3, 1]],
    [[1, 1, 1, 1], 0, [9, 9, 9, 9]],
    [[-0.5, 0, 1, 1], 0, [-1, -1, 7, 9]],
    [[NaN, 0, 1, 1], 0, [NaN, NaN, NaN, NaN]],
    // Another image than the only one.
    [[0, 0, 1, 1], 1, [0, 0, 0, 0]],
    [[0, 0, 1, 1], -1, [0, 0, 0, 0]],
    [[NaN, 0, 1, 1], 2 ** 31 - 1, [0, 0, 0, 0]],
  ];
  const corners = ndarray(
    boxes.flatMap(([box]) => box),
    [boxes.length, 4],
  );
  const images = ndarray(
    Int32Array.from(boxes, ([, of]) => of),
    [boxes.length],
  );
  const { data } = await crop(image, corners, images);
  expect([...data]).toEqual(boxes.flatMap(([, , want]) => want));
  await crop.dispose();
});
