import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { ndarray } from '../../arrays/ndarray.ts';
import { jit } from '../../jit.ts';
import { valueAndGrad } from '../../value-and-grad.ts';

type Shape5 = readonly [batch: number, depth: number, height: number, width: number, channels: number];

/** Each gradient at the first of the largest elements of its window, in row-major order; nowhere if all are −∞. */
function bruteForce(x: Float32Array, dy: Float32Array, shape: Shape5, window: readonly number[]): number[] {
  const [batch, depth, height, width, channels] = shape;
  const [d, h, w] = window as [number, number, number];
  const gradient = Array.from(x, () => 0);
  let at = 0;
  for (let n = 0; n < batch; n++)
    for (let z = 0; z < depth; z += d)
      for (let i = 0; i < height; i += h)
        for (let j = 0; j < width; j += w)
          for (let c = 0; c < channels; c++) {
            let [largest, position] = [-Infinity, -1];
            for (let k = 0; k < d * h * w; k++) {
              const [row, column] = [i + (Math.floor(k / w) % h), j + (k % w)];
              const place =
                (((n * depth + z + Math.floor(k / (w * h))) * height + row) * width + column) * channels + c;
              if (x[place]! > largest) [largest, position] = [x[place]!, place];
            }
            if (position !== -1) gradient[position] = dy[at]!;
            at++;
          }
  return gradient;
}

const window = fc.integer({ min: 1, max: 3 });
const extents = fc.tuple(
  // Many images are laid out in another way.
  fc.constantFrom(1, 2, 17),
  window,
  window,
  window,
  fc.integer({ min: 1, max: 3 }),
);
// Few values, so that windows have several largest elements, and what no window must mistake for one.
const element = fc.constantFrom(0, 1, 2, -1, -Infinity, Infinity, NaN);

type Pool = (image: tf.Tensor) => tf.Tensor;

/** Compares a gradient through windows that tile their input with an expected one. */
function tiledPools(
  numRuns: number,
  through: (image: tf.Tensor, pool: Pool) => tf.Tensor,
  expected: (x: Float32Array, dy: Float32Array, shape: Shape5, window: readonly number[]) => number[],
  firstGradient: number,
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(
      fc.record({
        extents,
        volume: fc.boolean(),
        size: fc.integer({ min: 2, max: 3 }),
        drawn: fc.infiniteStream(element),
      }),
      async ({ extents: [batch, depth, height, width, channels], volume, size, drawn }) => {
        const sizes = [volume ? size : 1, size, size];
        const out: Shape5 = [batch, volume ? depth : 1, height, width, channels];
        const shape = out.map((extent, axis) => extent * (sizes[axis - 1] ?? 1)) as unknown as Shape5;
        const count = shape.reduce((a, b) => a * b, 1);
        const x = Float32Array.from({ length: count }, () => drawn.next().value as number);
        const dy = Float32Array.from({ length: out.reduce((a, b) => a * b, 1) }, (_, i) =>
          i === 0 ? firstGradient : i + 1,
        );
        const given = (full: Shape5): number[] => (volume ? [...full] : [full[0], ...full.slice(2)]);
        const gradient = jit((input: tf.Tensor, upstream: tf.Tensor) => {
          const pool: Pool = (image) =>
            volume
              ? tf.maxPool3d(image as tf.Tensor5D, size, size, 'valid')
              : tf.maxPool(image as tf.Tensor4D, size, size, 'valid');
          const vjp = tf.grad((image) => through(image, pool));
          return vjp(input, upstream);
        });
        const { data } = await gradient(ndarray(x, given(shape)), ndarray(dy, given(out)));
        await gradient.dispose();
        expect(Array.from(data, (value) => value + 0)).toEqual(expected(x, dy, shape, sizes));
      },
    ),
    { numRuns, seed: 5 },
  );
}

it('a pool that is rectified before needs no guard, and ties of zeros go to the first', async () => {
  const gradient = jit((input: tf.Tensor4D) => {
    const loss = (image: tf.Tensor4D): tf.Scalar =>
      tf.sum(tf.maxPool(tf.add<tf.Tensor4D>(tf.relu(image), 0), 2, 2, 'valid'));
    return valueAndGrad(loss)(input);
  });
  const x = ndarray([1, 3, 3, 2, -1, -2, -3, -4], [1, 4, 2, 1]);
  const { value, gradients } = await gradient(x);
  await gradient.dispose();
  expect(value.data).toEqual(Float32Array.of(3));
  expect(gradients.data).toEqual(Float32Array.of(0, 1, 0, 0, 0, 0, 0, 0));
});

it('each gradient goes to the first of the largest elements of its window', async () => {
  await tiledPools(20, (image, pool) => pool(image), bruteForce, Infinity);
});

it('through a ReLU it goes there where that element is positive', async () => {
  const rectified: typeof bruteForce = (x, dy, ...geometry) => {
    const positive = x.map((value) => (value > 0 ? value : 0));
    return bruteForce(positive, dy, ...geometry).map((value, i) => (x[i]! > 0 ? value : 0));
  };
  await tiledPools(20, (image, pool) => pool(tf.relu(image)), rectified, 1);
});

it('a ReLU that is used elsewhere, too, gets the sum of both gradients', async () => {
  const [n, size] = [16, 2];
  const draw = (i: number): number => (i % 3) - 1;
  const x = Float32Array.from({ length: n * size * size }, (_, i) => draw(i));
  const gradient = jit((input: tf.Tensor4D) =>
    tf.grad((image) => {
      const positive = tf.relu(image as tf.Tensor4D);
      const other = tf.mul(tf.maxPool(positive, size, size, 'valid'), 2);
      return tf.add(tf.sum(other), tf.sum(tf.mul(positive, 10)));
    })(input),
  );
  const { data } = await gradient(ndarray(x, [n, size, size, 1]));
  await gradient.dispose();
  const pooled = bruteForce(x, new Float32Array(n).fill(2), [n, 1, size, size, 1], [1, size, size]);
  expect(Array.from(data, (value) => value + 0)).toEqual(
    pooled.map((value, i) => (x[i]! > 0 ? value + 10 : 0)),
  );
});
