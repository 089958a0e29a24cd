import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { jit } from './jit.ts';
import { ndarray, type NDArray } from './arrays/ndarray.ts';
import { loadCpuBackend, prepareEager } from './eager/prepare-eager.ts';
import { quietly } from './eager/quietly.ts';
import { randomStream } from './random-stream.ts';
import { scan } from './scan.ts';
import type { FlatTree } from './tree/flatten.ts';
import type { ArrayTree, TensorTree } from './tree/types.ts';
import { tree } from './tree/tree.ts';
import { valueAndGrad } from './value-and-grad.ts';

beforeAll(async () => {
  await loadCpuBackend();
  await tf.setBackend('cpu');
  quietly(() => tf.scalar(0).dispose());
  await prepareEager();
});

const normal = (path: string, ...shape: number[]): NDArray => randomStream(3, path).normal(shape);

/** Runs on ONNX (a Loop) and eagerly (a plain loop) and compares every leaf. */
async function expectSameAsLoop<A extends readonly TensorTree[]>(
  fn: (...args: A) => TensorTree,
  args: readonly ArrayTree[],
): Promise<void> {
  const plainFn = fn as (...trees: readonly TensorTree[]) => TensorTree;
  const run = async (executor: 'onnx' | 'eager'): Promise<FlatTree<NDArray>> => {
    const jitted = jit((...trees: TensorTree[]) => plainFn(...trees), { executor });
    const result = (await (jitted as (...arrays: readonly ArrayTree[]) => Promise<unknown>)(
      ...args,
    )) as ArrayTree;
    await jitted.dispose();
    return tree.flatten(result);
  };
  const [got, want] = [await run('onnx'), await run('eager')];
  expect(got.paths).toEqual(want.paths);
  got.leaves.forEach(({ data, shape }, i) => {
    expect(shape, got.paths[i]).toEqual(want.leaves[i]!.shape);
    expect(data.constructor).toBe(want.leaves[i]!.data.constructor);
    data.forEach((value: number, j: number) =>
      expect(value, `${got.paths[i]} ${j}`).toBeCloseTo(want.leaves[i]!.data[j]!, 4),
    );
  });
}

describe('scan', () => {
  it('carries and stacks like the plain loop', () =>
    expectSameAsLoop(
      (c: { a: tf.Tensor1D; n: tf.Scalar }, xs: [tf.Tensor2D, tf.Tensor1D]) =>
        scan(
          (carry, [x, k]: [tf.Tensor1D, tf.Scalar]) => [
            { a: tf.add<tf.Tensor1D>(tf.mul(carry.a, 0.5), x), n: tf.add<tf.Scalar>(carry.n, k) },
            { before: carry.a, after: tf.mul(x, k), flag: tf.greater(x, 0) },
          ],
          c,
          xs,
        ),
      [
        { a: normal('a', 3), n: ndarray(Int32Array.of(1), []) },
        [normal('x', 4, 3), ndarray(Int32Array.of(1, 2, 3, 4), [4])],
      ],
    ));

  it('gives the step number when xs is null', () =>
    expectSameAsLoop(
      (c: tf.Scalar) =>
        scan((carry, i) => [tf.add<tf.Scalar>(carry, tf.cast(i, 'float32')), [i]], c, null, { length: 5 }),
      [ndarray([1], [])],
    ));

  it('gathers batches from a captured matrix', () =>
    expectSameAsLoop(
      (c: tf.Tensor1D, data: tf.Tensor2D, batches: tf.Tensor2D) =>
        scan(
          (carry, rows) => [tf.add<tf.Tensor1D>(carry, tf.sum(tf.gather(data, rows as tf.Tensor1D), 0)), []],
          c,
          batches,
        ),
      [normal('c', 2), normal('data', 6, 2), ndarray(Int32Array.of(0, 1, 5, 5, 2, 3), [3, 2])],
    ));

  it('differentiates with respect to carry, rows and captured tensors', () =>
    expectSameAsLoop(
      (p: { w: tf.Tensor2D; c: tf.Tensor2D; xs: tf.Tensor3D }) =>
        valueAndGrad((q: typeof p) => {
          const scale = tf.exp(tf.mean(q.w));
          const [last, ys] = scan(
            (carry: tf.Tensor2D, x: tf.Tensor2D) => {
              const next = tf.tanh<tf.Tensor2D>(tf.add<tf.Tensor2D>(tf.matMul(carry, q.w), tf.mul(x, scale)));
              return [next, tf.sum(tf.mul(next, x))];
            },
            q.c,
            q.xs,
          );
          return tf.add<tf.Scalar>(tf.sum(tf.square(last)), tf.mean(ys));
        })(p),
      [{ w: normal('w', 3, 3), c: normal('c', 2, 3), xs: normal('xs', 4, 2, 3) }],
    ));

  it('differentiates past carries and rows that have no gradient', () =>
    expectSameAsLoop(
      (w: tf.Tensor1D, xs: tf.Tensor2D) =>
        valueAndGrad((q: tf.Tensor1D) => {
          const [state] = scan(
            (carry: { best: tf.Tensor; count: tf.Scalar; sum: tf.Scalar }, x: tf.Tensor1D) => {
              const top = tf.topk(tf.mul(carry.best, x), 2).indices;
              return [
                {
                  best: tf.mul(carry.best, tf.cast(tf.greater(x, 0), 'float32')),
                  count: tf.add<tf.Scalar>(carry.count, tf.scalar(1, 'int32')),
                  sum: tf.add<tf.Scalar>(carry.sum, tf.sum(tf.gather(tf.square(q), top))),
                },
                [],
              ];
            },
            { best: tf.tensor1d([1, 2, 3, 4]), count: tf.scalar(0, 'int32'), sum: tf.scalar(0) },
            xs,
          );
          return state.sum;
        })(w),
      [normal('w', 4), normal('xs', 3, 4)],
    ));

  it('nests, with gradients through both', () =>
    expectSameAsLoop(
      (p: { a: tf.Scalar; xs: tf.Tensor2D }) =>
        valueAndGrad((q: typeof p) => {
          const [total, ys] = scan(
            (outer: tf.Scalar, row: tf.Tensor1D) => {
              const [inner, zs] = scan(
                (c: tf.Scalar, x: tf.Scalar) => {
                  const next = tf.add<tf.Scalar>(tf.mul(c, q.a), tf.mul(x, outer));
                  return [next, next];
                },
                outer,
                row,
              );
              return [tf.mul<tf.Scalar>(inner, 0.5), tf.sum(tf.square(zs))];
            },
            tf.scalar(0.3),
            q.xs,
          );
          return tf.add<tf.Scalar>(total, tf.sum(ys));
        })(p),
      [{ a: ndarray([0.7], []), xs: normal('xs', 3, 4) }],
    ));

  it('holds gradients taken inside its body', () =>
    expectSameAsLoop(
      (w: tf.Tensor2D, x: tf.Tensor2D, y: tf.Tensor2D) =>
        scan(
          (carry: tf.Tensor2D) => {
            const { value, gradients } = valueAndGrad((q: tf.Tensor2D) =>
              tf.mean<tf.Scalar>(tf.squaredDifference(tf.matMul(x, q), y)),
            )(carry);
            return [tf.sub<tf.Tensor2D>(carry, tf.mul(gradients, 0.1)), value];
          },
          w,
          null,
          { length: 6 },
        ),
      [normal('w', 3, 1), normal('x', 8, 3), normal('y', 8, 1)],
    ));

  it('differentiates a descent: gradients of gradients through the loop', () =>
    expectSameAsLoop(
      (p: { w: tf.Tensor1D; d: tf.Tensor1D }) =>
        valueAndGrad((q: typeof p) => {
          const [d] = scan(
            (delta: tf.Tensor1D) => {
              const { gradients } = valueAndGrad((e: tf.Tensor1D) =>
                tf.sum<tf.Scalar>(tf.sigmoid(tf.mul(q.w, e))),
              )(delta);
              return [tf.sub<tf.Tensor1D>(delta, tf.mul(gradients, 0.5)), []];
            },
            q.d,
            null,
            { length: 3 },
          );
          return tf.sum<tf.Scalar>(tf.square(d));
        })(p),
      [{ w: normal('w', 4), d: normal('d', 4) }],
    ));

  it('has second derivatives', () =>
    expectSameAsLoop(
      (a: tf.Scalar, xs: tf.Tensor1D) => {
        const first = (p: tf.Scalar): tf.Scalar =>
          valueAndGrad((q: tf.Scalar) => {
            const [c, ys] = scan(
              (carry: tf.Scalar, x: tf.Scalar) => [
                tf.sin<tf.Scalar>(tf.add<tf.Scalar>(tf.mul(carry, q), x)),
                tf.mul(carry, carry),
              ],
              tf.scalar(0.1),
              xs,
            );
            return tf.add<tf.Scalar>(c, tf.sum(ys));
          })(p).gradients;
        return valueAndGrad(first)(a);
      },
      [ndarray([0.8], []), normal('xs', 4)],
    ));
});
