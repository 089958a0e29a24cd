import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';

import { prepareEager, loadCpuBackend } from '../eager/prepare-eager.ts';
import { quietly } from '../eager/quietly.ts';
import { randomStream } from '../random-stream.ts';

beforeAll(async () => {
  await loadCpuBackend();
  await tf.setBackend('cpu');
  quietly(() => tf.scalar(0).dispose());
  await prepareEager();
});

/** A linear function of a tensor of some shape. */
interface Linear {
  readonly shape: readonly number[];
  readonly f: (x: tf.Tensor) => tf.Tensor;
}

const extent = fc.integer({ min: 1, max: 4 });
const shapeOf = (min: number, max: number): fc.Arbitrary<number[]> =>
  fc.array(extent, { minLength: min, maxLength: max });
const upTo = (end: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: end });
const below = (end: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: end - 1 });
const whole = (values: number[], shape: number[]): tf.Tensor => tf.tensor(values, shape, 'int32');
const sizeOf = (shape: number[]): number => shape.reduce((a, b) => a * b, 1);

const gathers = shapeOf(1, 4).chain((shape) =>
  below(shape.length).chain((axis) =>
    fc.tuple(upTo(axis), shapeOf(0, 2)).chain(([batchDims, more]) => {
      const taken = [...shape.slice(0, batchDims), ...more];
      const count = sizeOf(taken);
      return fc
        .array(below(shape[axis]!), { minLength: count, maxLength: count })
        .map((at): Linear => ({ shape, f: (x) => tf.gather(x, whole(at, taken), axis, batchDims) }));
    }),
  ),
);

const positions = shapeOf(1, 3).chain((shape) =>
  fc
    .tuple(fc.integer({ min: 1, max: shape.length }), upTo(5))
    .chain(([depth, rows]) =>
      fc
        .array(fc.tuple(...shape.slice(0, depth).map(below)), { minLength: rows, maxLength: rows })
        .map((at) => ({ shape, depth, rows, at: at.flat() })),
    ),
);
const gatherNDs = positions.map(({ shape, depth, rows, at }): Linear => ({
  shape,
  f: (x) => tf.gatherND(x, whole(at, [rows, depth])),
}));
const scatterNDs = positions.map(({ shape, depth, rows, at }): Linear => ({
  shape: [rows, ...shape.slice(depth)],
  f: (x) => tf.scatterND(whole(at, [rows, depth]), x, shape),
}));

const segmentSums = fc.tuple(shapeOf(1, 3), extent).chain(([shape, segments]) =>
  fc
    .array(fc.integer({ min: -1, max: segments }), { minLength: shape[0]!, maxLength: shape[0]! })
    .map((ids): Linear => ({
      shape,
      f: (x) => tf.unsortedSegmentSum(x, tf.tensor1d(ids, 'int32'), segments),
    })),
);

const stridedSlices = shapeOf(1, 4).chain((shape) =>
  fc
    .tuple(
      fc.tuple(...shape.map((n) => fc.tuple(below(n), below(n)))),
      fc.tuple(...shape.map(() => fc.integer({ min: 1, max: 3 }))),
      fc.integer({ min: 0, max: 2 ** shape.length - 1 }),
    )
    .map(([ends, steps, mask]): Linear => {
      // From the lower end up or from the upper one down, so that something is taken.
      const up = ends.map(([a, b]) => a <= b);
      const begin = ends.map(([a, b], i) => (up[i]! ? a : Math.max(a, b)));
      const end = ends.map(([a, b], i) => (up[i]! ? b + 1 : Math.min(a, b)));
      const strides = steps.map((step, i) => (up[i]! ? step : -step));
      return { shape, f: (x) => tf.stridedSlice(x, begin, end, strides, mask, 0) };
    }),
);

const mirrorPads = fc
  .tuple(shapeOf(1, 4), fc.boolean())
  .chain(([shape, reflect]) =>
    fc
      .tuple(...shape.map((n) => fc.tuple(upTo(n - (reflect ? 1 : 0)), upTo(n - (reflect ? 1 : 0)))))
      .map((pads): Linear => ({ shape, f: (x) => tf.mirrorPad(x, pads, reflect ? 'reflect' : 'symmetric') })),
  );

const tiles = shapeOf(1, 5).chain((shape) =>
  fc
    .tuple(...shape.map(() => fc.integer({ min: 1, max: 3 })))
    .map((reps): Linear => ({ shape, f: (x) => tf.tile(x, reps) })),
);

const images = fc.tuple(extent, extent, extent, fc.integer({ min: 1, max: 2 }));
const windows = fc.record({
  size: fc.tuple(extent, extent),
  strides: fc.integer({ min: 1, max: 3 }),
  pad: fc.constantFrom('same', 'valid'),
});
const avgPools = fc.tuple(images, windows).map(([shape, { size, strides, pad }]): Linear => ({
  shape,
  f: (x) => {
    // A window that does not fit has no result.
    const fits = pad === 'same' || (size[0] <= shape[1] && size[1] <= shape[2]);
    return tf.avgPool(x as tf.Tensor4D, fits ? size : [1, 1], strides, pad);
  },
}));

const convolutions = fc
  .tuple(images, windows, fc.integer({ min: 1, max: 3 }), fc.boolean())
  .map(([shape, { size, strides, pad }, dilation, ofFilter]): Linear => {
    const spans = size.map((n) => (n - 1) * dilation + 1) as [number, number];
    const fits = pad === 'same' || (spans[0] <= shape[1] && spans[1] <= shape[2]);
    const filterShape: [number, number, number, number] = [...(fits ? size : ([1, 1] as const)), shape[3], 2];
    const step = dilation === 1 ? strides : 1;
    const convolve = (x: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
      tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, step, pad, 'NHWC', dilation);
    return ofFilter
      ? { shape: filterShape, f: (filter) => convolve(values(shape, 'image'), filter) }
      : { shape, f: (x) => convolve(x, values(filterShape, 'filter')) };
  });

const resizes = fc
  .tuple(images, fc.tuple(extent, extent), fc.constantFrom('plain', 'corners', 'centres'))
  .map(([shape, size, kind]): Linear => ({
    shape,
    f: (x) => tf.image.resizeBilinear(x as tf.Tensor4D, size, kind === 'corners', kind === 'centres'),
  }));

const products = fc
  .tuple(extent, extent, extent, extent, fc.boolean(), fc.boolean(), fc.constantFrom('a', 'b'))
  .map(([batch, n, k, m, transposeA, transposeB, single]): Linear => {
    const a = transposeA ? [k, n] : [n, k];
    const b = transposeB ? [m, k] : [k, m];
    // The one without a batch is repeated along that of the other.
    const other = values([batch, ...(single === 'a' ? b : a)], 'other');
    return {
      shape: single === 'a' ? a : b,
      f: (x) =>
        single === 'a'
          ? tf.matMul(x, other, transposeA, transposeB)
          : tf.matMul(other, x, transposeA, transposeB),
    };
  });

const sums = shapeOf(1, 3).chain((shape) =>
  fc.tuple(below(shape.length), fc.boolean(), fc.boolean()).map(([axis, exclusive, reverse]): Linear => ({
    shape,
    f: (x) => tf.cumsum(x, axis, exclusive, reverse),
  })),
);

function values(shape: readonly number[], path: string): tf.Tensor {
  return tf.tensor(randomStream(5, path).normal([...shape]).data, [...shape]);
}

function inner(a: tf.Tensor, b: tf.Tensor): { product: number; size: number } {
  const [x, y] = [a.dataSync(), b.dataSync()];
  const terms = Array.from(x, (value, i) => value * y[i]!);
  return {
    product: terms.reduce((total, term) => total + term, 0),
    size: 1 + terms.reduce((total, term) => total + Math.abs(term), 0),
  };
}

it.each<[string, fc.Arbitrary<Linear>]>([
  ['gather', gathers],
  ['gatherND', gatherNDs],
  ['scatterND', scatterNDs],
  ['unsortedSegmentSum', segmentSums],
  ['stridedSlice', stridedSlices],
  ['mirrorPad', mirrorPads],
  ['tile', tiles],
  ['cumsum', sums],
  ['avgPool', avgPools],
  ['conv2d', convolutions],
  ['resizeBilinear', resizes],
  ['matMul', products],
])(
  'the gradient of %s is its adjoint: ⟨f(x), w⟩ = ⟨x, f′(w)⟩ at any shape, and that of the gradient f',
  (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, ({ shape, f }) => {
        tf.tidy(() => {
          const x = values(shape, 'x');
          const y = f(x);
          const w = values(y.shape, 'w');
          const gradient = tf.grad(f)(x, w);
          expect(gradient.shape).toEqual(shape);
          const [left, right] = [inner(y, w), inner(x, gradient)];
          expect(Math.abs(left.product - right.product)).toBeLessThan(1e-5 * (left.size + right.size));
          const again = inner(tf.grad((dy) => tf.grad(f)(x, dy))(w, x), w);
          expect(Math.abs(again.product - left.product)).toBeLessThan(1e-5 * (left.size + again.size));
        });
      }),
      { numRuns: 60, seed: 7 },
    );
  },
);
