import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';

import { ndarray, type NDArray } from '../../arrays/ndarray.ts';
import { loadCpuBackend } from '../../eager/prepare-eager.ts';
import { jit } from '../../jit.ts';
import { randomStream } from '../../random-stream.ts';
import { valueAndGrad } from '../../value-and-grad.ts';

/** TF.js's wasm backend writes outside its memory in some of these geometries. */
beforeAll(async () => {
  await loadCpuBackend();
  await tf.setBackend('cpu');
});

type Extents = [number, number];
interface Geometry {
  readonly image: Extents;
  readonly filter: Extents;
  readonly strides: Extents;
  readonly pad: number;
  readonly rounding: 'floor' | 'round' | 'ceil';
}

/**
 * TF.js takes the number of windows along the width from the extents of the height, and its gradients forget how that
 * number was rounded: windows end before the image, begin behind it, see padding alone, or there are none.
 */
const geometries: readonly Geometry[] = [
  { image: [3, 5], filter: [1, 2], strides: [3, 1], pad: 2, rounding: 'ceil' },
  { image: [6, 2], filter: [4, 1], strides: [4, 2], pad: 3, rounding: 'floor' },
  { image: [2, 5], filter: [2, 1], strides: [3, 1], pad: 2, rounding: 'round' },
  { image: [4, 1], filter: [3, 1], strides: [3, 3], pad: 0, rounding: 'floor' },
  { image: [3, 1], filter: [4, 1], strides: [3, 2], pad: 2, rounding: 'round' },
  { image: [6, 6], filter: [1, 4], strides: [2, 1], pad: 1, rounding: 'round' },
  { image: [6, 6], filter: [1, 1], strides: [2, 2], pad: 3, rounding: 'ceil' },
  { image: [5, 5], filter: [3, 3], strides: [2, 2], pad: 1, rounding: 'ceil' },
];

type Operation = (x: tf.Tensor4D, w: tf.Tensor4D, g: Geometry) => tf.Tensor;

/** Each is linear in x as long as the order of the values does not change. */
const operations: Readonly<Record<string, Operation>> = {
  conv2d: (x, w, g) => tf.conv2d(x, w, g.strides, g.pad, 'NHWC', 1, g.rounding),
  depthwiseConv2d: (x, w, g) => tf.depthwiseConv2d(x, w, g.strides, g.pad, 'NHWC', 1, g.rounding),
  maxPool: (x, _w, g) => {
    const pooled = tf.maxPool(x, g.filter, g.strides, g.pad, g.rounding);
    return tf.where(tf.greater(pooled, -1), pooled, tf.zerosLike(pooled));
  },
};

function inputsOf({ image, filter }: Geometry): { x: NDArray; moved: NDArray; step: NDArray; w: NDArray } {
  const shape = [2, ...image, 2];
  const size = shape.reduce((a, b) => a * b, 1);
  const stream = randomStream(11, ...image, ...filter);
  const x = ndarray(Float32Array.from(stream.permutation(size).data), shape);
  const step = ndarray(
    stream.normal([size]).data.map((value) => Math.fround(value / 32)),
    shape,
  );
  const moved = ndarray(
    x.data.map((value, i) => value + step.data[i]!),
    shape,
  );
  return { x, moved, step, w: ndarray(stream.normal([...filter, 2, 2]).data.slice(), [...filter, 2, 2]) };
}

it.each(Object.entries(operations))(
  '%s in every geometry: values, and gradients as differences',
  async (_name, run) => {
    for (const geometry of geometries) {
      const { x, moved, step, w } = inputsOf(geometry);
      const forward = (a: tf.Tensor4D, b: tf.Tensor4D): tf.Tensor => run(a, b, geometry);
      const compiled = jit(forward);
      const got = await compiled(x, w);
      const want = await jit(forward, { executor: 'eager' })(x, w);
      expect(got.shape).toEqual(want.shape);
      got.data.forEach((value, i) => expect(value).toBeCloseTo(want.data[i]!, 4));

      const weights = (y: tf.Tensor): tf.Tensor =>
        tf.tensor(
          Float32Array.from({ length: y.size }, (_, i) => Math.sin(i + 1)),
          y.shape,
        );
      const loss = jit((a: tf.Tensor4D, b: tf.Tensor4D) => {
        const weighted = (v: tf.Tensor4D): tf.Scalar => {
          const y = forward(v, b);
          return tf.sum(tf.mul(y, weights(y)));
        };
        return valueAndGrad(weighted)(a);
      });
      const [here, there] = [await loss(x, w), await loss(moved, w)];
      const slope = Array.from(step.data).reduce((sum, d, i) => sum + d * here.gradients.data[i]!, 0);
      expect(there.value.data[0]! - here.value.data[0]!).toBeCloseTo(slope, 2);
      await Promise.all([compiled.dispose(), loss.dispose()]);
    }
  },
);

it('a window that does not fit is refused', async () => {
  const valid = jit((x: tf.Tensor4D) => tf.depthwiseConv2d(x, tf.ones([4, 3, 3, 1]), 1, 'valid'));
  await expect(valid(ndarray([1, 2, 3], [1, 1, 1, 3]))).rejects.toThrow(
    'a window fits into the padded input (expected at least 4 by 3, got 1 by 1)',
  );
});
