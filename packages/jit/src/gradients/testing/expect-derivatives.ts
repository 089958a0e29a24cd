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
  /** Step of the differences. Default 1/16; any step is exact where f is affine in each coordinate. */
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

/** Differences of fourth order, one coordinate after another, computed and combined in float64. */
function differences(f: Scalar, xs: readonly tf.Tensor[], step: number): number[] {
  const at = xs.map((x) => Float32Array.from(x.dataSync()));
  return at.flatMap((values) =>
    Array.from(values, (centre, i) => {
      const value = (move: number): number => {
        values[i] = centre + move * step;
        const result = tf.tidy(() => f(...at.map((data, k) => tf.tensor(data, xs[k]!.shape))).dataSync()[0]!);
        values[i] = centre;
        return result;
      };
      return (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * step);
    }),
  );
}

function expectClose(gradients: readonly tf.Tensor[], expected: readonly number[], what: string): void {
  const got = gradients.flatMap((gradient) => [...gradient.dataSync()]);
  expect(got.length, what).toBe(expected.length);
  const scale = 1 + Math.max(0, ...expected.map(Math.abs));
  got.forEach((value, i) => {
    const close = Math.abs(value - expected[i]!) <= 2e-4 * scale;
    expect(close, `${what}[${i}]: ${value} instead of ${expected[i]}`).toBe(true);
  });
}

/** Compares first and second derivatives, on the active backend, with finite differences. */
export function expectDerivatives(path: string, { f, shapes, range, order, step }: DerivativeCase): void {
  const width = step ?? 1 / 16;
  tf.tidy(() => {
    const xs = shapes.map((shape, i) => draw(shape, range ?? [-2, 2], `${path} ${i}`));
    const loss = combined(f, path);
    const first = (...at: tf.Tensor[]): tf.Tensor[] => tf.grads(loss)(at);
    expectClose(first(...xs), differences(loss, xs, width), `${path}: gradient`);
    if (order === 1) return;
    const again = combined(first, `${path} again`);
    // Where the first derivative is constant TF.js finds no path and returns null for it.
    const { grads } = tf.engine().gradients(() => again(...xs), xs, undefined, true);
    const second = xs.map((x, i) => (grads[i] as tf.Tensor | null) ?? tf.zerosLike(x));
    expectClose(second, differences(again, xs, width), `${path}: second derivative`);
  });
}
