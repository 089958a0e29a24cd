import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import type { NDArray } from '../../arrays/ndarray.ts';
import { jit } from '../../jit.ts';
import { randomStream } from '../../random-stream.ts';
import { valueAndGrad } from '../../value-and-grad.ts';

interface Setting {
  readonly x: readonly [batch: number, height: number, width: number, channels: number];
  readonly filter: readonly [height: number, width: number];
  readonly filters: number;
  readonly stride?: number;
  readonly dilation?: number;
  readonly pad: 'same' | 'valid';
}

/** Σ over images and windows of input times gradient, in double precision. */
function bruteForce(
  { x: [batch, height, width, channels], filter: [rows, columns], filters, ...setting }: Setting,
  x: NDArray,
  dy: NDArray,
): number[] {
  const { stride = 1, dilation = 1, pad } = setting;
  const [, outRows, outColumns] = dy.shape as [number, number, number, number];
  const before = (out: number, size: number, extent: number): number =>
    pad === 'valid'
      ? 0
      : Math.floor(Math.max(0, (out - 1) * stride + (extent - 1) * dilation + 1 - size) / 2);
  const [top, left] = [before(outRows, height, rows), before(outColumns, width, columns)];
  const sums: number[] = [];
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++)
      for (let from = 0; from < channels; from++)
        for (let to = 0; to < filters; to++) {
          let sum = 0;
          for (let n = 0; n < batch; n++)
            for (let i = 0; i < outRows; i++)
              for (let j = 0; j < outColumns; j++) {
                const [row, column] = [i * stride + r * dilation - top, j * stride + c * dilation - left];
                if (row < 0 || column < 0 || row >= height || column >= width) continue;
                const pixel = x.data[((n * height + row) * width + column) * channels + from]!;
                sum += pixel * dy.data[((n * outRows + i) * outColumns + j) * filters + to]!;
              }
          sums.push(sum);
        }
  return sums;
}

const settings: Record<string, Setting> = {
  'few channels': { x: [2, 6, 5, 3], filter: [3, 2], filters: 4, pad: 'same' },
  'one channel, strides': { x: [3, 7, 8, 1], filter: [3, 3], filters: 2, stride: 2, pad: 'same' },
  'many channels': { x: [2, 5, 6, 8], filter: [3, 3], filters: 5, pad: 'same' },
  'many channels, strides': { x: [2, 7, 6, 9], filter: [2, 3], filters: 3, stride: 2, pad: 'valid' },
  'many channels, dilation': { x: [2, 7, 6, 8], filter: [3, 2], filters: 3, dilation: 2, pad: 'same' },
  'few channels, dilation': { x: [2, 6, 7, 2], filter: [2, 3], filters: 3, dilation: 2, pad: 'valid' },
  'one position': { x: [2, 3, 3, 8], filter: [1, 1], filters: 4, pad: 'valid' },
  'many positions': { x: [1, 9, 9, 2], filter: [8, 8], filters: 2, pad: 'valid' },
  'many positions, rows behind the last window': {
    x: [1, 12, 12, 2],
    filter: [8, 8],
    filters: 2,
    stride: 3,
    pad: 'valid',
  },
};

it.each(Object.entries(settings))('is the sum over all windows: %s', async (_name, setting) => {
  const { x: shape, filter, filters, stride = 1, dilation = 1, pad } = setting;
  const filterShape = [...filter, shape[3], filters] as [number, number, number, number];
  const stream = randomStream(7);
  const x = stream.normal(shape);
  const convolve = (image: tf.Tensor4D, weights: tf.Tensor4D): tf.Tensor4D =>
    tf.conv2d(image, weights, stride, pad, 'NHWC', dilation);
  const out = tf.backend_util.computeConv2DInfo([...shape], filterShape, stride, dilation, pad).outShape;
  const dy = stream.normal(out);
  const gradient = jit((image: tf.Tensor4D, weights: tf.Tensor4D, upstream: tf.Tensor4D) => {
    const loss = (w: tf.Tensor4D): tf.Scalar => tf.sum(tf.mul(convolve(image, w), upstream));
    return valueAndGrad(loss)(weights).gradients;
  });
  const { data, shape: got } = await gradient(x, stream.normal(filterShape), dy);
  await gradient.dispose();
  expect(got).toEqual(filterShape);
  const expected = bruteForce(setting, x, dy);
  expect(expected).toHaveLength(data.length);
  expected.forEach((value, i) => expect(data[i]).toBeCloseTo(value, 4));
});
