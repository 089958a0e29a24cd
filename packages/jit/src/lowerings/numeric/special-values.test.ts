import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';

import { ndarray, type NDArray } from '../../arrays/ndarray.ts';
import { loadCpuBackend, prepareEager } from '../../eager/prepare-eager.ts';
import { jit } from '../../jit.ts';

beforeAll(async () => {
  await loadCpuBackend();
  await tf.setBackend('cpu');
  await prepareEager();
});

/** Rows of three with every choice of ordinary and special values, as they stand, on end, and after one another. */
const choices = [1, -2, NaN, Infinity, -Infinity];
const rows = choices.flatMap((a) => choices.flatMap((b) => choices.map((c) => [a, b, c])));

it.each([
  ['max', tf.max, 1],
  ['min', tf.min, 1],
  ['max across', tf.max, 0],
  ['min across', tf.min, 0],
  ['argMax', tf.argMax, 1],
  ['argMin', tf.argMin, 1],
  ['argMax across', tf.argMax, 0],
  ['argMin across', tf.argMin, 0],
] as const)('%s sees NaN as the cpu backend does', async (_, reduce, axis) => {
  const fn = (x: tf.Tensor): tf.Tensor =>
    axis === 1
      ? reduce(x, 1)
      : tf.concat(
          [reduce(tf.transpose(x), 0), reduce(tf.reshape(x, [25, 5, 3]), 1)].map((y) => tf.reshape(y, [-1])),
        );
  const x = ndarray(rows.flat(), [rows.length, 3]);
  const [compiled, eager] = [jit(fn, { executor: 'onnx' }), jit(fn, { executor: 'eager' })];
  expect((await compiled(x)).data).toEqual((await eager(x)).data);
  await compiled.dispose();
});

it.each([2, 5, 9])('max and min of %i values at once, kept or not, see NaN anywhere', async (length) => {
  const fn = (x: tf.Tensor): tf.Tensor[] => [tf.max(x, 1, true), tf.min(x, 1), tf.max(x), tf.min(x, 0)];
  const compiled = jit(fn);
  const table = Array.from({ length }, (_, i) =>
    Array.from({ length }, (_unused, j) => (i === j ? NaN : i - 2 * j)),
  );
  const [kept, least, all, across] = await compiled(ndarray(table.flat(), [length, length]));
  expect(kept!.shape).toEqual([length, 1]);
  for (const { data } of [kept!, least!, all!, across!]) expect([...data].every(Number.isNaN)).toBe(true);
  const clean = table.map((row) => row.map((x) => (Number.isNaN(x) ? 0.5 : x)));
  const [highest, lowest] = await compiled(ndarray(clean.flat(), [length, length]));
  expect([...highest!.data]).toEqual(clean.map((row) => Math.max(...row)));
  expect([...lowest!.data]).toEqual(clean.map((row) => Math.min(...row)));
  await compiled.dispose();
});

it('topk takes NaN for the greatest, and the first among equals', async () => {
  const compiled = jit((x: tf.Tensor) => {
    const [sorted, loose, all] = [tf.topk(x, 3), tf.topk(x, 3, false), tf.topk(x, 6, false)];
    return [sorted.values, sorted.indices, loose.indices, all.indices];
  });
  const results = await compiled(ndarray([1, 3, NaN, 3, -Infinity, Infinity], [6]));
  expect(results.map(({ data }) => [...data])).toEqual([
    [NaN, Infinity, 3],
    [2, 5, 1],
    [2, 5, 1],
    [0, 1, 2, 3, 4, 5],
  ]);
  await compiled.dispose();
});

it.each([
  ['max pools', (x: tf.Tensor4D) => x],
  ['max pools of what is not negative', (x: tf.Tensor4D) => tf.relu(x)],
])('%s pass over NaN, forward and backward', async (_, before) => {
  const pool = (x: tf.Tensor): tf.Tensor => tf.maxPool(before(x as tf.Tensor4D), 2, 1, 'valid');
  const fn = (x: tf.Tensor): tf.Tensor[] => [
    pool(x),
    tf.maxPoolWithArgmax(before(x as tf.Tensor4D), 2, 1, 'valid')['indexes']!,
    tf.grad(pool)(x),
  ];
  const [compiled, eager] = [jit(fn, { executor: 'onnx' }), jit(fn, { executor: 'eager' })];
  const x = ndarray([NaN, 1, 3, 4, NaN, 2, 6, 5, 1], [1, 3, 3, 1]);
  const [got, want] = [await compiled(x), await eager(x)];
  expect(got.map(({ data }) => [...data])).toEqual(want.map(({ data }) => [...data]));
  await compiled.dispose();
});

it.each([
  ['sign', (x: tf.Tensor) => tf.sign(x)],
  ['step', (x: tf.Tensor) => tf.step(x)],
  ['step with a slope', (x: tf.Tensor) => tf.step(x, -0.5)],
  ['gradient of relu', (x: tf.Tensor) => tf.grad(tf.relu)(x)],
  ['gradient of abs', (x: tf.Tensor) => tf.grad(tf.abs)(x)],
])('%s of special values is that of the cpu backend', async (_, fn) => {
  const [compiled, eager] = [jit(fn, { executor: 'onnx' }), jit(fn, { executor: 'eager' })];
  const x = ndarray([-0, 0, 1e-40, -1e-40, 3, -3, Infinity, -Infinity, NaN], [9]);
  const [got, want] = [await compiled(x), await eager(x)];
  expect([...got.data].map((y) => y + 0)).toEqual([...want.data].map((y) => y + 0));
  await compiled.dispose();
});

it('what cannot be NaN is not guarded, and is the same', async () => {
  const fn = (x: tf.Tensor): tf.Tensor[] => [
    tf.max(tf.cast(x, 'float32'), 1),
    tf.argMax(tf.cast(x, 'float32'), 1),
  ];
  const compiled = jit(fn);
  const [highest, position] = await compiled(ndarray(Int32Array.of(3, 9, 9, -1), [2, 2]));
  expect([...highest!.data, ...position!.data]).toEqual([9, 9, 1, 0]);
  await compiled.dispose();
});

it('atan2 of zeros, infinities and NaN in every quadrant', async () => {
  const values = [0, -0, 1, -1, 0.3, 1e-40, -1e30, Infinity, -Infinity, NaN];
  const pairs = values.flatMap((a) => values.map((b) => [a, b] as const));
  const compiled = jit((a: tf.Tensor, b: tf.Tensor) => tf.atan2(a, b));
  const side = (k: 0 | 1) =>
    ndarray(
      pairs.map((pair) => pair[k]),
      [pairs.length],
    );
  const { data } = await compiled(side(0), side(1));
  pairs.forEach(([a, b], i) => {
    const expected = Math.fround(Math.atan2(Math.fround(a), Math.fround(b)));
    const [got, sign] = [data[i]!, Object.is(expected, -0) ? -0 : 0];
    if (Number.isNaN(expected)) expect(got).toBeNaN();
    else expect(got, `atan2(${a}, ${b})`).toBeCloseTo(expected, 6);
    if (expected === 0) expect(got).toBe(sign);
  });
  await compiled.dispose();
});

it('float remainders have the sign of the divisor and stay exact near it', async () => {
  const pairs = [
    [-1, 2 ** 31],
    [7.5, 2],
    [-7.5, 2],
    [7.5, -2],
    [-7.5, -2],
    [6, -3],
    [-1e-20, 5],
    [5, 0],
    [5, Infinity],
    [-5, Infinity],
    [NaN, 2],
  ] as const;
  const compiled = jit((a: tf.Tensor, b: tf.Tensor) => tf.mod(a, b));
  const side = (k: 0 | 1) =>
    ndarray(
      pairs.map((pair) => pair[k]),
      [pairs.length],
    );
  const { data } = await compiled(side(0), side(1));
  expect([...data].map((x) => x + 0)).toEqual([2 ** 31, 1.5, 0.5, -0.5, -1.5, 0, 5, NaN, 5, NaN, NaN]);
  await compiled.dispose();
});

it('log1p and expm1 keep zero signs and infinities', async () => {
  const compiled = jit((x: tf.Tensor) => [tf.log1p(x), tf.expm1(x)]);
  const [logs, powers] = await compiled(ndarray([-Infinity, Infinity, -0, -1], [4]));
  expect([...logs.data]).toEqual([NaN, Infinity, -0, -Infinity]);
  expect([...powers.data].slice(0, 2)).toEqual([-1, Infinity]);
  await compiled.dispose();
});

it('a zero among factors makes a product zero, whatever overflows on the way', async () => {
  const rest = Array.from({ length: 8 }, () => 1e20);
  const rows = [
    [0, ...rest],
    [...rest, 0],
    [...rest, -Infinity],
    [2, NaN, 0, ...rest.slice(2)],
  ];
  const compiled = jit((x: tf.Tensor) => [
    tf.prod(x, 1),
    tf.cumprod(x, 1),
    tf.cumprod(x, 1, true, true),
    tf.prod(tf.slice(x, 0, 2)),
  ]);
  const [each, before, after, all] = await compiled(ndarray(rows.flat(), [4, 9]));
  // In double precision nothing here overflows.
  const product = (factors: readonly number[]): number => Math.fround(factors.reduce((a, b) => a * b, 1));
  const plain = ({ data }: NDArray): number[] => Array.from(data as Iterable<number>, (y) => y + 0);
  expect(plain(each)).toEqual(rows.map(product));
  expect(plain(before)).toEqual(rows.flatMap((row) => row.map((_, i) => product(row.slice(0, i + 1)))));
  expect(plain(after)).toEqual(rows.flatMap((row) => row.map((_, i) => product(row.slice(i + 1)))));
  expect(plain(all)).toEqual([0]);
  await compiled.dispose();
});
