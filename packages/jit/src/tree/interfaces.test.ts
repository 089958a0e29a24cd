import * as tf from '@tensorflow/tfjs-core';
import { expect, expectTypeOf, it } from 'vitest';

import type { NDArray } from '../arrays/ndarray.ts';
import { scalar } from '../arrays/scalar.ts';
import { jit } from '../jit.ts';
import { scan } from '../scan.ts';
import { valueAndGrad, type ValueAndGradients } from '../value-and-grad.ts';
import { tree } from './tree.ts';

interface Layer<T> {
  readonly weight: T;
  readonly bias: T;
}

interface Model<T> {
  readonly layers: readonly Layer<T>[];
  readonly head: Layer<T>;
}

const layer = (value: number): Layer<NDArray> => ({ weight: scalar(value), bias: scalar(1) });
const model: Model<NDArray> = { layers: [layer(2), layer(3)], head: layer(5) };

it('parameters, carries and results may be declared as interfaces', async () => {
  const apply = ({ layers, head }: Model<tf.Tensor>, x: tf.Tensor): tf.Scalar =>
    [...layers, head].reduce<tf.Tensor>(
      (h, { weight, bias }) => tf.add(tf.mul(h, weight), bias),
      x,
    ) as tf.Scalar;
  const step = jit((start: Model<tf.Tensor>, x: tf.Scalar) => {
    const differentiate = valueAndGrad((parameters: Model<tf.Tensor>) => apply(parameters, x));
    expectTypeOf(differentiate).returns.toEqualTypeOf<ValueAndGradients<Model<tf.Tensor>>>();
    const [last] = scan(
      (carry: Model<tf.Tensor>) => {
        const { gradients } = differentiate(carry);
        return [tree.map((p: tf.Tensor, g: tf.Tensor) => tf.sub(p, tf.mul(g, 0.5)), carry, gradients), []];
      },
      start,
      null,
      { length: 1 },
    );
    return last;
  });
  const next = await step(model, scalar(1));
  // y = ((x·2 + 1)·3 + 1)·5 + 1: the head sees 10, the second layer 3.
  expect(next.head.weight.data[0]).toBe(5 - 0.5 * 10);
  expect(next.layers[1]!.weight.data[0]).toBe(3 - 0.5 * 15);
  expect(next.layers[0]!.bias.data[0]).toBe(1 - 0.5 * 15);
  expectTypeOf(next.layers[0]!.bias).toEqualTypeOf<NDArray>();
  await step.dispose();
});

it('what is no tree of tensors is still a type error', () => {
  interface Dated {
    readonly when: Date;
  }
  interface Counted {
    readonly weight: tf.Tensor;
    readonly count: number;
  }
  // @ts-expect-error a number is no tensor
  jit((x: tf.Tensor, rate: number) => tf.mul(x, rate));
  // @ts-expect-error a date is no tensor
  jit((x: Dated) => tf.scalar(x.when.getTime()));
  // @ts-expect-error a number beside a tensor
  valueAndGrad((x: Counted) => tf.sum<tf.Scalar>(x.weight));
  // @ts-expect-error a promise is no tensor
  jit(async (x: tf.Tensor) => Promise.resolve(x));
  // @ts-expect-error a function is no tensor
  jit((x: { readonly f: () => tf.Tensor }) => x.f());
});
