import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

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
}

type Scalar = (...xs: tf.Tensor[]) => tf.Tensor;

function draw(shape: readonly number[], [low, high]: readonly [number, number], path: string): tf.Tensor {
  const { data } = randomStream(11, path).uniform([...shape]);
  return tf.tensor(
    Array.from(data, (u) => low + (high - low) * u),
    [...shape],
  );
}

/** A fixed random combination of all results. */
function combined(f: (...xs: tf.Tensor[]) => tf.Tensor | tf.Tensor[], path: string): Scalar {
  return (...xs) => {
    const results = [f(...xs)].flat().filter((y) => y.dtype === 'float32');
    return tf.addN(
      results.map((y, i) => tf.sum(tf.mul(y, draw(y.shape, [0.5, 1.5], `${path} weights ${i}`)))),
    );
  };
}

/** Change of f along a direction: a difference of fourth order, combined in float64. */
function slopeAlong(
  f: Scalar,
  xs: readonly tf.Tensor[],
  direction: readonly Float32Array[],
  step: number,
): number {
  const value = (move: number): number =>
    tf.tidy(() => {
      const moved = xs.map((x, k) =>
        tf.tensor(
          x.dataSync().map((centre, i) => centre + move * step * direction[k]![i]!),
          x.shape,
        ),
      );
      return f(...moved).dataSync()[0]!;
    });
  return (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * step);
}

const sizes = (xs: readonly tf.Tensor[]): Float32Array[] => xs.map((x) => new Float32Array(x.size));

/** One direction for every coordinate. */
function coordinates(xs: readonly tf.Tensor[]): Float32Array[][] {
  return xs.flatMap((x, k) =>
    Array.from({ length: x.size }, (_, i) => {
      const direction = sizes(xs);
      direction[k]![i] = 1;
      return direction;
    }),
  );
}

/** A few directions at random. */
function someDirections(xs: readonly tf.Tensor[], path: string): Float32Array[][] {
  return [0, 1, 2].map((n) =>
    xs.map((x, k) => Float32Array.from(draw(x.shape, [-1, 1], `${path} direction ${n} ${k}`).dataSync())),
  );
}

function expectSlopes(
  f: Scalar,
  xs: readonly tf.Tensor[],
  gradients: readonly tf.Tensor[],
  { directions, step, what }: { directions: Float32Array[][]; step: number; what: string },
): void {
  expect(
    gradients.map(({ shape }) => shape),
    what,
  ).toEqual(xs.map(({ shape }) => shape));
  const data = gradients.map((gradient) => gradient.dataSync());
  const scale = 1 + Math.max(0, ...data.flatMap((values) => [...values].map(Math.abs)));
  directions.forEach((direction, n) => {
    const expected = slopeAlong(f, xs, direction, step);
    let got = 0;
    direction.forEach((values, k) => values.forEach((move, i) => (got += move * data[k]![i]!)));
    const close = Math.abs(got - expected) <= 2e-4 * scale;
    expect(close, `${what} along ${n}: ${got} instead of ${expected}`).toBe(true);
  });
}

/** Compares first and second derivatives, on the active backend, with finite differences. */
export function expectDerivatives(path: string, { f, shapes, range, order, step }: DerivativeCase): void {
  tf.tidy(() => {
    const xs = shapes.map((shape, i) => draw(shape, range ?? [-2, 2], `${path} ${i}`));
    const loss = combined(f, path);
    const first = (...at: tf.Tensor[]): tf.Tensor[] => tf.grads(loss)(at);
    const options = { step: step ?? 1 / 16, directions: coordinates(xs), what: `${path}: gradient` };
    expectSlopes(loss, xs, first(...xs), options);
    if (order === 1) return;
    const again = combined(first, `${path} again`);
    // Where the first derivative is constant TF.js finds no path and returns null for it.
    const { grads } = tf.engine().gradients(() => again(...xs), xs, undefined, true);
    const second = xs.map((x, i) => (grads[i] as tf.Tensor | null) ?? tf.zerosLike(x));
    expectSlopes(again, xs, second, {
      step: Math.min(options.step, 1 / 16),
      directions: someDirections(xs, path),
      what: `${path}: second derivative`,
    });
  });
}
