import * as tf from '@tensorflow/tfjs-core';

import type { DerivativeCase } from './expect-derivatives.ts';

const vector = [[3]];
const pair = [
  [2, 1, 2],
  [2, 1],
];

function unary(f: (x: tf.Tensor) => tf.Tensor, more: Partial<DerivativeCase> = {}): DerivativeCase[] {
  return [{ f: (x) => f(x), shapes: vector, ...more }];
}

function binary(
  f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  more: Partial<DerivativeCase> = {},
): DerivativeCase[] {
  return [
    { f: (a, b) => f(a, b), shapes: pair, ...more },
    { f: (a, b) => f(b, a), shapes: pair, ...more },
  ];
}

/** x³ where the mask is on: what the mask hides, and what it shows, keeps its derivatives. */
function masked(mask: (x: tf.Tensor) => tf.Tensor): DerivativeCase[] {
  return unary((x) => tf.mul(tf.mul(x, tf.square(x)), tf.cast(mask(x), 'float32')), {
    range: [0.3, 0.8],
    step: 1 / 32,
  });
}

/** Whole numbers 0, 1, … that follow x. */
const whole = (x: tf.Tensor): tf.Tensor => tf.cast(tf.mul(x, 0.1), 'int32');

/** Functions through the corrected elementwise and flat kernels. */
export const elementwiseDerivatives: Readonly<Record<string, readonly DerivativeCase[]>> = {
  All: masked((x) => tf.all(tf.less(x, 2))),
  Any: masked((x) => tf.any(tf.less(x, 2))),
  ArgMax: masked((x) => tf.add(tf.argMax(whole(x)), 1)),
  ArgMin: masked((x) => tf.add(tf.argMin(whole(x)), 1)),
  Abs: [...unary(tf.abs, { range: [-2, -0.5] }), ...unary((x) => tf.abs(tf.mul(x, x)), { range: [0.5, 2] })],
  BitwiseAnd: masked((x) => tf.add(tf.bitwiseAnd(whole(x), tf.tensor1d([1, 2, 3], 'int32')), 1)),
  Cast: masked((x) => tf.add(whole(x), 1)),
  Elu: [...unary(tf.elu, { range: [-2, -0.5] }), ...unary((x) => tf.elu(tf.mul(x, x)), { range: [0.5, 2] })],
  Equal: masked((x) => tf.equal(x, x)),
  Exp: unary(tf.exp),
  FloorDiv: masked((x) => tf.add(tf.cast(tf.floorDiv(x, 2), 'float32'), 1)),
  Greater: masked((x) => tf.greater(x, 0)),
  GreaterEqual: masked((x) => tf.greaterEqual(x, 0)),
  Less: masked((x) => tf.less(x, 1)),
  LessEqual: masked((x) => tf.lessEqual(x, 1)),
  LogicalAnd: masked((x) => tf.logicalAnd(tf.less(x, 1), tf.greater(x, 0))),
  LogicalNot: masked((x) => tf.logicalNot(tf.less(x, 0))),
  LogicalOr: masked((x) => tf.logicalOr(tf.less(x, 1), tf.greater(x, 0))),
  Maximum: binary((a, b) => tf.maximum(tf.square(a), tf.add(b, 2)), { step: 1 / 512, order: 1 }),
  Minimum: binary((a, b) => tf.minimum(tf.square(a), tf.add(b, 2)), { step: 1 / 512, order: 1 }),
  NotEqual: masked((x) => tf.notEqual(x, 0)),
  Pow: [...binary(tf.pow, { range: [0.7, 2] }), ...unary((x) => tf.pow(x, 3))],
  SearchSorted: masked((x) =>
    tf.add(tf.searchSorted(tf.tensor1d([0, 5]), tf.reshape(x, [3])), tf.scalar(0, 'int32')),
  ),
  Selu: [
    ...unary(tf.selu, { range: [-2, -0.5] }),
    ...unary((x) => tf.selu(tf.mul(x, x)), { range: [0.5, 2] }),
  ],
  Sigmoid: unary(tf.sigmoid),
  Sqrt: [
    ...unary(tf.sqrt, { range: [1, 3] }),
    ...unary((x) => tf.norm(x), { range: [0.5, 2] }),
    { f: (x) => tf.norm(x, 'fro', [0, 1]), shapes: [[2, 3]], range: [0.5, 2] },
  ],
  Relu: [
    ...unary(tf.relu, { range: [-2, -0.5] }),
    ...unary((x) => tf.relu(tf.mul(x, x)), { range: [0.5, 2] }),
  ],
  SquaredDifference: binary(tf.squaredDifference),
  Tanh: unary(tf.tanh),
};
