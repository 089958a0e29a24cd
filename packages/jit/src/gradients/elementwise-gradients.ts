import * as tf from '@tensorflow/tfjs-core';

import type { Correction, Corrections } from './correction.ts';
import { unbroadcast } from './unbroadcast.ts';

function unary(slope: (x: tf.Tensor) => tf.Tensor): Correction {
  return { inputs: ['x'], gradient: (dy, [x]) => ({ x: () => tf.mul(dy, slope(x!)) }) };
}

/** Of two operands, the one `chosen` passes the whole gradient, and so does `a` on a tie. */
function extremum(aIsChosen: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Correction {
  return {
    inputs: ['a', 'b'],
    gradient: (dy, [a, b]) => {
      const toA = (): tf.Tensor => tf.cast(aIsChosen(a!, b!), 'float32');
      return {
        a: () => unbroadcast(tf.mul(dy, toA()), a!),
        b: () => unbroadcast(tf.mul(dy, tf.sub(1, toA())), b!),
      };
    },
  };
}

/**
 * TF.js tells a gradient nothing of where its kernel was called; the scopes that are open do. The norm of a
 * zero vector has the subgradient 0, where the chain rule makes ∞ · 0 of it.
 */
const insideNorm = (): boolean =>
  tf.engine().state.scopeStack.some((scope: { readonly name: string }) => scope.name === 'norm__op');

/**
 * Gradients of elementwise kernels.
 *
 * - exp, sigmoid, tanh, elu and pow compute from inputs, for the sake of second derivatives: what a kernel
 *   saves of its outputs is put on the tape before the kernel itself. The compiled graph shares the repeated
 *   expression, so it costs nothing there.
 * - elu and selu do not overflow in the branch that is not taken.
 * - pow is flat where its exponent is 0, also at a base of 0.
 * - maximum, minimum and squaredDifference are summed over broadcast axes.
 * - abs and relu take a comparison for their slope, where tf.step would look for NaN.
 * - A cast to whole numbers or truth values is flat.
 */
export const elementwiseGradients = {
  Abs: unary((x) => tf.where(tf.greater(x, 0), tf.onesLike(x), tf.fill(x.shape, -1))),
  Cast: {
    inputs: [],
    gradient: (dy, _saved, { dtype }: tf.CastAttrs) => ({
      x: () => (dtype === 'float32' ? tf.clone(dy) : tf.zeros(dy.shape)),
    }),
  },
  Elu: unary((x) => tf.where(tf.greaterEqual(x, 0), tf.onesLike(x), tf.exp(tf.minimum(x, 0)))),
  Exp: unary((x) => tf.exp(x)),
  Maximum: extremum(tf.greaterEqual),
  Minimum: extremum(tf.lessEqual),
  Pow: {
    inputs: ['a', 'b'],
    gradient: (dy, [a, b]) => ({
      a: () => {
        const exponent = tf.cast(b!, 'float32');
        // 0 · x⁰ in place of 0 · x⁻¹.
        const finite = tf.where(tf.equal(exponent, 0), tf.onesLike(exponent), exponent);
        return unbroadcast(tf.mul(dy, tf.mul(exponent, tf.pow(a!, tf.sub(finite, 1)))), a!);
      },
      b: () => {
        const positive = tf.greater(a!, 0);
        const logarithm = tf.log(tf.where(positive, a!, tf.onesLike(a!)));
        return unbroadcast(tf.mul(dy, tf.mul(tf.pow(a!, b!), logarithm)), b!);
      },
    }),
  },
  Selu: unary((x) =>
    tf.where(
      tf.greater(x, 0),
      tf.fill(x.shape, tf.backend_util.SELU_SCALE),
      tf.mul(tf.exp(tf.minimum(x, 0)), tf.backend_util.SELU_SCALEALPHA),
    ),
  ),
  Sigmoid: unary((x) => {
    const y = tf.sigmoid(x);
    return tf.mul(y, tf.sub(1, y));
  }),
  Sqrt: {
    inputs: ['x'],
    outputs: () => [insideNorm()],
    gradient: (dy, [x, normed]) => ({
      x: () => {
        const float = tf.cast(x!, 'float32');
        if (normed === undefined) return tf.div(dy, tf.mul(tf.sqrt(float), 2));
        const isZero = tf.equal(float, 0);
        const slope = tf.div(dy, tf.mul(tf.sqrt(tf.where(isZero, tf.onesLike(float), float)), 2));
        return tf.where(isZero, tf.zerosLike(slope), slope);
      },
    }),
  },
  Relu: unary((x) => tf.cast(tf.greater(x, 0), 'float32')),
  SquaredDifference: {
    inputs: ['a', 'b'],
    gradient: (dy, [a, b]) => {
      const slope = (): tf.Tensor => tf.mul(dy, tf.mul(2, tf.sub(a!, b!)));
      return { a: () => unbroadcast(slope(), a!), b: () => unbroadcast(tf.neg(slope()), b!) };
    },
  },
  Tanh: unary((x) => tf.sub(1, tf.square(tf.tanh(x)))),
} satisfies Corrections;
