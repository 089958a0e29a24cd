import { jit, valueAndGrad, type Executor, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import type { Quantizer } from '../quantizer.ts';
import type { Case } from './cases.ts';

/** `fakeQuantize` of a case on one executor. */
export async function runFakeQuantize(
  quantizer: Quantizer,
  { x, parameters, bits }: Pick<Case, 'x' | 'parameters' | 'bits'>,
  executor: Executor,
): Promise<NDArray> {
  const run = jit(
    (input: tf.Tensor, record: Record<string, tf.Tensor>) => quantizer.fakeQuantize(input, record, bits),
    { executor, name: `${quantizer.name}.fakeQuantize` },
  );
  try {
    return await run(x, parameters);
  } finally {
    await run.dispose();
  }
}

/** Gradients of `Σ upstream · fakeQuantize(x)` with respect to the input and every parameter. */
export interface Gradients {
  readonly x: NDArray;
  readonly parameters: Record<string, NDArray>;
}

/** The gradients of a case, weighted by an upstream gradient in the shape of `x`, on one executor. */
export async function runGradients(
  quantizer: Quantizer,
  { x, parameters, bits }: Pick<Case, 'x' | 'parameters' | 'bits'>,
  upstream: NDArray,
  executor: Executor,
): Promise<Gradients> {
  const gradient = valueAndGrad(
    (at: { x: tf.Tensor; parameters: Record<string, tf.Tensor> }, weight: tf.Tensor): tf.Scalar =>
      tf.sum(tf.mul(quantizer.fakeQuantize(at.x, at.parameters, bits), weight)),
  );
  const run = jit(
    (at: { x: tf.Tensor; parameters: Record<string, tf.Tensor> }, weight: tf.Tensor) =>
      gradient(at, weight).gradients,
    { executor, name: `${quantizer.name} gradient` },
  );
  try {
    return await run({ x, parameters }, upstream);
  } finally {
    await run.dispose();
  }
}
