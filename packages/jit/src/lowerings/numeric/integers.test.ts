import * as tf from '@tensorflow/tfjs-core';
import { afterAll, expect, it } from 'vitest';

import { ndarray, type NDArray } from '../../arrays/ndarray.ts';
import { createCompileScope } from '../../scope/compile-scope.ts';
import { jit } from '../../jit.ts';

const scope = createCompileScope();
afterAll(() => scope.dispose());

const least = -(2 ** 31);
const edges = [
  0,
  1,
  -1,
  2,
  -2,
  3,
  7,
  -7,
  100,
  -100,
  46341,
  65537,
  2 ** 24 + 1,
  2 ** 31 - 1,
  least + 1,
  least,
];
const pairs = edges.flatMap((a) => edges.map((b) => [a, b] as const));
const ints = (values: readonly number[], shape = [values.length]): NDArray =>
  ndarray(Int32Array.from(values), shape);
const wrapped = (value: bigint): number => Number(BigInt.asIntN(32, value));

async function run(fn: (...xs: tf.Tensor[]) => tf.Tensor, ...arrays: NDArray[]): Promise<NDArray> {
  return await scope.compileOnce([fn], () => jit(fn))(...arrays);
}

function floorDivide(a: number, b: number): number {
  return b === 0 ? 0 : Math.floor(a / b) | 0;
}

/** aᵇ modulo 2³² by multiplying b times, of negative exponents the cut reciprocal. */
function power(a: number, b: number): number {
  if (b < 0) return a === 1 ? 1 : a === -1 ? (b % 2 === 0 ? 1 : -1) : 0;
  let [result, square] = [1n, BigInt(a)];
  for (let rest = BigInt(b); rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = BigInt.asIntN(32, result * square);
    square = BigInt.asIntN(32, square * square);
  }
  return Number(result);
}

const binary: Readonly<
  Record<string, [(a: tf.Tensor, b: tf.Tensor) => tf.Tensor, (a: number, b: number) => number]>
> = {
  add: [tf.add, (a, b) => (a + b) | 0],
  sub: [tf.sub, (a, b) => (a - b) | 0],
  mul: [tf.mul, Math.imul],
  div: [tf.div, floorDivide],
  divNoNan: [tf.divNoNan, floorDivide],
  floorDiv: [tf.floorDiv, floorDivide],
  mod: [tf.mod, (a, b) => (b === 0 ? 0 : wrapped(((BigInt(a) % BigInt(b)) + BigInt(b)) % BigInt(b)))],
  pow: [tf.pow, power],
  squaredDifference: [tf.squaredDifference, (a, b) => Math.imul(a - b, a - b)],
  maximum: [tf.maximum, Math.max],
  minimum: [tf.minimum, Math.min],
};

it.each(Object.entries(binary))('%s of int32 wraps round, and nothing traps', async (_, [fn, reference]) => {
  const expected = pairs.map(([a, b]) => reference(a, b));
  const [a, b] = [ints(pairs.map((pair) => pair[0])), ints(pairs.map((pair) => pair[1]))];
  const got = await run((x, y) => fn(x, y), a, b);
  expect(got.data).toEqual(Int32Array.from(expected));
});

it.each([-7, -1, 0, 1, 3, 31])('a constant operand %i gives the same', async (constant) => {
  for (const [fn, reference] of [binary['floorDiv']!, binary['mod']!, binary['pow']!]) {
    const by = await run((x) => fn(x, tf.scalar(constant, 'int32')), ints(edges));
    expect(by.data).toEqual(Int32Array.from(edges, (a) => reference(a, constant)));
    const of = await run((x) => fn(tf.scalar(constant, 'int32'), x), ints(edges));
    expect(of.data).toEqual(Int32Array.from(edges, (b) => reference(constant, b)));
  }
});

it('sums and products wrap round, along any axis', async () => {
  const table = [...edges, ...edges].sort();
  const big = table.map(BigInt);
  const [rows, columns] = [8, 4];
  const fold = (combine: (a: bigint, b: bigint) => bigint, from: bigint): number[] =>
    Array.from({ length: columns }, (_, j) =>
      wrapped(Array.from({ length: rows }, (_unused, i) => big[i * columns + j]!).reduce(combine, from)),
    );
  const x = ints(table, [rows, columns]);
  const [sum, product] = [fold((a, b) => a + b, 0n), fold((a, b) => a * b, 1n)];
  expect((await run((v) => tf.sum(v, 0), x)).data).toEqual(Int32Array.from(sum));
  expect((await run((v) => tf.prod(v, 0), x)).data).toEqual(Int32Array.from(product));
  expect((await run((v) => tf.sum(tf.transpose(v as tf.Tensor2D), 1), x)).data).toEqual(Int32Array.from(sum));
  const odd = ints([65537, 65537]);
  expect((await run((v) => tf.prod(v), odd)).data).toEqual(Int32Array.of(131073));
});

it('floats become int32 as in JavaScript', async () => {
  const values = [1.9, -1.9, 2147483520, 2 ** 31, -(2 ** 31), 3e9, -3e9, 2 ** 33 + 4096, 1e20, 3e38, -3e38];
  const floats = Float32Array.from([...values, Infinity, -Infinity, NaN]);
  const got = await run((x) => tf.cast(x, 'int32'), ndarray(floats, [floats.length]));
  expect(got.data).toEqual(Int32Array.from(floats, (x) => x | 0));
  const quotients = await run((x) => tf.floorDiv(x, tf.scalar(0.5)), ndarray([2.3, -2.3, 7, NaN], [4]));
  expect(quotients.data).toEqual(Int32Array.of(4, -5, 14, 0));
});

it('bounds of int32 that leave its range do not cut', async () => {
  const got = await run((x) => tf.clipByValue(x, -Infinity, 5), ints([least, -3, 9]));
  expect(got.data).toEqual(Int32Array.of(least, -3, 5));
});

it('prelu of int32 is float32', async () => {
  const got = await run((x) => tf.prelu(x, tf.tensor1d([2, 2], 'int32')), ints([-2, 2]));
  expect(got.data).toEqual(Float32Array.of(-4, 2));
});

it.each([
  ['abs', tf.abs, [0, 1]],
  ['neg', tf.neg, [0, 1]],
  ['sign', tf.sign, [0, 1]],
  ['square', tf.square, [0, 1]],
  ['step', (x: tf.Tensor) => tf.step(x, 1), [1, 1]],
  ['clipByValue', (x: tf.Tensor) => tf.clipByValue(x, -1, 2), [0, 1]],
  ['mod', (x: tf.Tensor) => tf.mod(x, x), [0, 0]],
  ['squaredDifference', (x: tf.Tensor) => tf.squaredDifference(x, tf.onesLike(x)), [1, 0]],
  ['addN', (x: tf.Tensor) => tf.addN([x, x]), [0, 1]],
  ['topk', (x: tf.Tensor) => tf.topk(x, 1).values, [1]],
  ['max', (x: tf.Tensor) => tf.max(x), [1]],
  ['min', (x: tf.Tensor) => tf.min(x), [0]],
] as const)('%s of bool is 0 or 1', async (_, fn, expected) => {
  const got = await run((x) => fn(x), ndarray(Uint8Array.of(0, 1), [2]));
  expect(got.data).toEqual(Uint8Array.from(expected));
});

it('any of nothing is false, all of nothing true; so are max and min of no flags', async () => {
  const none = ndarray(new Uint8Array(0), [2, 0]);
  const answers = [tf.any, tf.all, tf.max, tf.min].map((fn) => run((x) => fn(x, 1), none));
  expect((await Promise.all(answers)).map(({ data }) => [...data])).toEqual([
    [0, 0],
    [1, 1],
    [0, 0],
    [1, 1],
  ]);
});
