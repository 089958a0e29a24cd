import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

import { ndarray, type NDArray } from '../../arrays/ndarray.ts';
import { jit, type Executor } from '../../jit.ts';
import { randomStream } from '../../random-stream.ts';

/** A function of float tensors, drawn at random, whose derivatives are compared with differences. */
export interface DerivativeCase {
  readonly f: (...xs: tf.Tensor[]) => tf.Tensor | tf.Tensor[];
  readonly shapes: readonly (readonly number[])[];
  /** Bounds of the values. Default −2 and 2. */
  readonly range?: readonly [number, number];
  /** Highest derivative that is compared. Default 2. */
  readonly order?: 1 | 2;
  /** Step of the differences. Default 1/16; the first derivative takes any where f is affine in each coordinate. */
  readonly step?: number;
  /** What computes. Default TF.js. */
  readonly executor?: Executor;
}

type Scalar = (...xs: tf.Tensor[]) => tf.Tensor;
type Direction = readonly Float32Array[];

function draw(shape: readonly number[], [low, high]: readonly [number, number], path: string): NDArray {
  const { data } = randomStream(11, path).uniform([...shape]);
  return ndarray(
    Array.from(data, (u) => low + (high - low) * u),
    [...shape],
  );
}

/** A fixed random combination of all results. */
function combined(f: (...xs: tf.Tensor[]) => tf.Tensor | tf.Tensor[], path: string): Scalar {
  return (...xs) => {
    const results = [f(...xs)].flat().filter((y) => y.dtype === 'float32');
    return tf.addN(
      results.map((y, i) => {
        const { data, shape } = draw(y.shape, [0.5, 1.5], `${path} weights ${i}`);
        return tf.sum(tf.mul(y, tf.tensor(data, [...shape])));
      }),
    );
  };
}

/** Gradients of a scalar function, of zeros where TF.js finds no path since the function is constant. */
const gradientsOf =
  (f: Scalar) =>
  (...xs: tf.Tensor[]): tf.Tensor[] => {
    const { grads } = tf.engine().gradients(() => f(...xs), xs, undefined, true);
    return xs.map((x, i) => (grads[i] as tf.Tensor | null) ?? tf.zerosLike(x));
  };

/** One direction for every coordinate. */
function coordinates(xs: readonly NDArray[]): Direction[] {
  return xs.flatMap((x, k) =>
    Array.from(x.data, (_, i) => {
      const direction = xs.map(({ data }) => new Float32Array(data.length));
      direction[k]![i] = 1;
      return direction;
    }),
  );
}

/** A few directions at random. */
function someDirections(xs: readonly NDArray[], path: string): Direction[] {
  return [0, 1, 2].map((n) =>
    xs.map(({ shape }, k) => draw(shape, [-1, 1], `${path} direction ${n} ${k}`).data as Float32Array),
  );
}

/** Compares a gradient with the change of f along directions: differences of fourth order, combined in float64. */
async function expectGradient(
  f: Scalar,
  xs: readonly NDArray[],
  options: { directions: readonly Direction[]; step: number; executor: Executor; what: string },
): Promise<void> {
  const { directions, step, executor, what } = options;
  const value = jit(f, { executor });
  const gradient = jit(gradientsOf(f), { executor });
  const gradients = await gradient(...xs);
  expect(
    gradients.map(({ shape }) => shape),
    what,
  ).toEqual(xs.map(({ shape }) => shape));
  const scale = 1 + Math.max(0, ...gradients.flatMap(({ data }) => Array.from(data, Math.abs)));
  for (const [n, direction] of directions.entries()) {
    const at = async (move: number): Promise<number> => {
      const moved = xs.map(({ data, shape }, k) =>
        ndarray(
          Float32Array.from(data, (centre, i) => centre + move * step * direction[k]![i]!),
          shape,
        ),
      );
      return (await value(...moved)).data[0]!;
    };
    const [near, far] = [(await at(1)) - (await at(-1)), (await at(2)) - (await at(-2))];
    const expected = (8 * near - far) / (12 * step);
    let got = 0;
    direction.forEach((moves, k) => {
      moves.forEach((move, i) => (got += move * gradients[k]!.data[i]!));
    });
    const close = Math.abs(got - expected) <= 2e-4 * scale;
    expect(close, `${what} along ${n}: ${got} instead of ${expected}`).toBe(true);
  }
  await Promise.all([value.dispose(), gradient.dispose()]);
}

/** Compares first and second derivatives with finite differences. */
export async function expectDerivatives(path: string, one: DerivativeCase): Promise<void> {
  const { f, shapes, range = [-2, 2], order = 2, step = 1 / 16, executor = 'eager' } = one;
  const xs = shapes.map((shape, i) => draw(shape, range, `${path} ${i}`));
  const loss = combined(f, path);
  const what = `${path}: gradient`;
  await expectGradient(loss, xs, { directions: coordinates(xs), step, executor, what });
  if (order === 1) return;
  await expectGradient(combined(gradientsOf(loss), `${path} again`), xs, {
    directions: someDirections(xs, path),
    step: Math.min(step, 1 / 16),
    executor,
    what: `${path}: second derivative`,
  });
}
