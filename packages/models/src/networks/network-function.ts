import type { TensorTree } from '@cfq/jit';
import { decodeWeights, type Network } from '@cfq/network';
import type { TracedFunction } from '@cfq/evaluation';
import * as tf from '@tensorflow/tfjs-core';

interface LayerTensors {
  readonly weight: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
  /** Step and largest code of the grid of its outputs; steps of 0 where there is none. */
  readonly step?: tf.Scalar;
  readonly highest?: tf.Scalar;
}

/** One function an architecture, since what is compiled is kept by the function. */
const functions = new Map<string, TracedFunction['logits']>();

function logitsFor(architecture: string): TracedFunction['logits'] {
  const known = functions.get(architecture);
  if (known !== undefined) return known;
  const kinds = architecture.split(' ');
  const logits: TracedFunction['logits'] = (parameters: TensorTree, x: tf.Tensor2D): tf.Tensor2D => {
    const layers = parameters as unknown as Readonly<Record<string, LayerTensors>>;
    return kinds.reduce<tf.Tensor2D>((hidden, kind, index) => {
      const { weight, bias, step, highest } = layers[`layer${index}`]!;
      const sums = tf.add<tf.Tensor2D>(tf.matMul(hidden, weight), bias);
      if (kind === 'linear') return sums;
      const active = tf.relu(sums);
      if (kind === 'relu') return active;
      return tf.mul<tf.Tensor2D>(throughGrid(tf.div(active, step!), highest!), step!);
    }, x);
  };
  functions.set(architecture, logits);
  return logits;
}

/** Rounded to whole steps; backwards the rounding is not there, so that a gradient gets through. */
function throughGrid(steps: tf.Tensor, highest: tf.Scalar): tf.Tensor {
  const bounded = tf.minimum(steps, highest);
  const rounding = tf.customGrad((value) => ({
    value: tf.round(value as tf.Tensor),
    gradFunc: (gradient: tf.Tensor) => gradient,
  }));
  return rounding(bounded);
}

/** A network as a function of TF.js, which solvers can differentiate. */
export function networkFunction({ layers }: Network): TracedFunction {
  const kinds = layers.map(({ activation, grid }) => (grid === null ? activation : 'grid'));
  const parameters = Object.fromEntries(
    layers.map(({ weight, bias, grid }, index) => [
      `layer${index}`,
      {
        weight: decodeWeights(weight),
        bias: { data: bias, shape: [bias.length] },
        ...(grid !== null && {
          step: { data: Float32Array.of(grid.scale), shape: [] },
          highest: { data: Float32Array.of(2 ** grid.bits - 1), shape: [] },
        }),
      },
    ]),
  );
  return { logits: logitsFor(kinds.join(' ')), parameters };
}
