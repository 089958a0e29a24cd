import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { ndarray } from '../../arrays/ndarray.ts';
import { jit } from '../../jit.ts';
import { floatsEverywhere, neighbours, ulpsApart } from './testing/float-samples.ts';

type Case = readonly [
  run: (x: tf.Tensor) => tf.Tensor,
  reference: (x: number) => number,
  ulps: number,
  rises?: boolean,
];

const [alpha, scale] = [1.6732632423543772, 1.0507009873554805];

function halfToEven(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 === 0 ? below : below + 1;
}

/** Series near zero, continued fraction beyond (Abramowitz & Stegun 1964, 7.1.5 and 7.1.14). */
function erf(x: number): number {
  const size = Math.abs(x);
  if (size > 6) return Math.sign(x);
  if (size < 2.5) {
    let [sum, term] = [0, x];
    for (let n = 0; n < 100; n++) {
      sum += term / (2 * n + 1);
      term *= (-x * x) / (n + 1);
    }
    return (2 * sum) / Math.sqrt(Math.PI);
  }
  let fraction = size;
  for (let k = 120; k > 0; k--) fraction = size + k / 2 / fraction;
  return Math.sign(x) * (1 - Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction));
}

/** Functions, what they are in double precision, the greatest distance in float32, and whether they never fall. */
const cases: Readonly<Record<string, Case>> = {
  abs: [tf.abs, Math.abs, 0],
  acos: [tf.acos, Math.acos, 4],
  acosh: [tf.acosh, Math.acosh, 2],
  asin: [tf.asin, Math.asin, 4],
  asinh: [tf.asinh, Math.asinh, 2],
  atan: [tf.atan, Math.atan, 4],
  atanh: [tf.atanh, Math.atanh, 2],
  ceil: [tf.ceil, Math.ceil, 0, true],
  clip: [(x) => tf.clipByValue(x, -1, 2), (x) => Math.min(Math.max(x, -1), 2), 0, true],
  cos: [tf.cos, Math.cos, 2],
  cosh: [tf.cosh, Math.cosh, 2],
  elu: [tf.elu, (x) => (x < 0 ? Math.expm1(x) : x), 2],
  erf: [tf.erf, erf, 2],
  exp: [tf.exp, Math.exp, 2, true],
  expm1: [tf.expm1, Math.expm1, 2],
  floor: [tf.floor, Math.floor, 0, true],
  leakyRelu: [(x) => tf.leakyRelu(x, 0.25), (x) => (x < 0 ? 0.25 * x : x), 0, true],
  log: [tf.log, Math.log, 3],
  log1p: [tf.log1p, Math.log1p, 4],
  reciprocal: [tf.reciprocal, (x) => 1 / x, 0],
  relu: [tf.relu, (x) => Math.max(x, 0), 0, true],
  relu6: [tf.relu6, (x) => Math.min(Math.max(x, 0), 6), 0, true],
  round: [tf.round, halfToEven, 0, true],
  rsqrt: [tf.rsqrt, (x) => 1 / Math.sqrt(x), 1],
  selu: [tf.selu, (x) => scale * (x < 0 ? alpha * Math.expm1(x) : x), 3],
  sigmoid: [tf.sigmoid, (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))), 2, true],
  sin: [tf.sin, Math.sin, 2],
  sinh: [tf.sinh, Math.sinh, 2],
  softplus: [tf.softplus, (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), 4],
  sqrt: [tf.sqrt, Math.sqrt, 0],
  square: [tf.square, (x) => x * x, 0],
  tan: [tf.tan, Math.tan, 2],
  tanh: [tf.tanh, Math.tanh, 2, true],
};

const everywhere = floatsEverywhere(30_011);
// Where neighbours are closer than the steps above: flat parts, seams between formulas, small values.
const close = [-0.1, 0.1, 0.55, 0.62, 0.99, 2.49, 8.99, -1, -17.9, -80].map((at) => neighbours(at, 2000));

it.each(Object.entries(cases))(
  '%s is right over all of float32',
  async (_, [run, reference, ulps, rises]) => {
    const compiled = jit((...xs: tf.Tensor[]) => xs.map((x) => run(x)));
    const runs = [everywhere, ...close];
    const results = await compiled(...runs.map((xs) => ndarray(xs, [xs.length])));
    await compiled.dispose();
    results.forEach(({ data }, k) => {
      const xs = runs[k]!;
      let [worst, worstAt, falls] = [0, NaN, NaN];
      data.forEach((y: number, i: number) => {
        const expected = Math.fround(reference(xs[i]!));
        const known = Number.isNaN(expected) ? Number.isNaN(y) : !Number.isNaN(y);
        const distance = Number.isNaN(expected) && known ? 0 : known ? ulpsApart(y, expected) : Infinity;
        if (distance > worst) [worst, worstAt] = [distance, xs[i]!];
        if (i > 0 && y < data[i - 1]!) falls = xs[i]!;
      });
      expect(worst, `off by ${worst} ulp at ${worstAt}`).toBeLessThanOrEqual(ulps);
      if (rises === true) expect(falls, 'falls here').toBeNaN();
    });
  },
);

it('the logarithm of a small sigmoid is finite, and its gradient 1', async () => {
  const graph = jit((x: tf.Tensor) => {
    const logOf = (y: tf.Tensor): tf.Tensor => tf.log(tf.sigmoid(y));
    return [logOf(x), tf.grad(logOf)(x)];
  });
  const [value, slope] = await graph(ndarray([-15, -20, -60], [3]));
  expect([...value.data].map((y) => Math.round(y * 1e3) / 1e3)).toEqual([-15, -20, -60]);
  expect([...slope.data].map((y) => Math.round(y * 1e4) / 1e4)).toEqual([1, 1, 1]);
  await graph.dispose();
});

it('the sigmoid of what is kept within ±2.5 is right to a millionth', async () => {
  const xs = Float32Array.from({ length: 20_001 }, (_, i) => i / 4000 - 2.5);
  const graph = jit((x: tf.Tensor) => tf.sigmoid(tf.clipByValue(x, -2.5, 2.5)));
  const { data } = await graph(ndarray(xs, [xs.length]));
  const errors = Array.from(xs, (x, i) => Math.abs(data[i]! * (1 + Math.exp(-x)) - 1));
  expect(Math.max(...errors)).toBeLessThan(1e-6);
  await graph.dispose();
});
