import * as tf from '@tensorflow/tfjs-core';

import type { DerivativeCase } from './expect-derivatives.ts';

const smooth = (f: (x: tf.Tensor) => tf.Tensor): DerivativeCase => ({ f: (x) => f(x), shapes: [[2, 3]] });

/** Affine in every coordinate: differences of any step are exact. */
const multilinear = (f: (x: tf.Tensor) => tf.Tensor, shape: number[]): DerivativeCase => ({
  f: (x) => f(x),
  shapes: [shape],
  step: 0.5,
});

/** Apart from one another, so that differences do not change places. */
const extremum = (f: (x: tf.Tensor) => tf.Tensor): DerivativeCase => ({
  f: (x) => f(tf.square(tf.add(x, tf.reshape(tf.range(0, 6), [2, 3])))),
  shapes: [[2, 3]],
  range: [0.1, 0.3],
});

const oneHot = tf.oneHot.bind(null, [0, 2], 3);

/** Functions through the corrected reductions, running totals and softmaxes. */
export const reductionDerivatives: Readonly<Record<string, readonly DerivativeCase[]>> = {
  Cumprod: [
    multilinear((x) => tf.cumprod(x), [5]),
    multilinear((x) => tf.cumprod(x, 1), [2, 4]),
    multilinear((x) => tf.cumprod(x, 0, true), [4, 2]),
    multilinear((x) => tf.cumprod(x, 2, false, true), [2, 3, 3]),
    multilinear((x) => tf.cumprod(x, 1, true, true), [2, 6]),
    multilinear((x) => tf.cumprod(x), [1]),
  ],
  Cumsum: [
    multilinear((x) => tf.cumsum(tf.exp(x), 1), [2, 4]),
    multilinear((x) => tf.cumsum(x, 0, true, true), [4, 2]),
    multilinear((x) => tf.cumsum(x, 1, true), [2, 3, 2]),
  ].map((one) => ({ ...one, step: 1 / 16 })),
  Max: [extremum((x) => tf.max(x)), extremum((x) => tf.max(x, 0)), extremum((x) => tf.max(x, -1, true))],
  Min: [extremum((x) => tf.min(x)), extremum((x) => tf.min(x, 1)), extremum((x) => tf.min(x, [0, 1], true))],
  Prod: [
    multilinear((x) => tf.prod(x), [2, 3]),
    multilinear((x) => tf.prod(x, 1), [2, 4]),
    multilinear((x) => tf.prod(x, [0, -1]), [2, 2, 3]),
    multilinear((x) => tf.prod(x, 0, true), [4, 2]),
    multilinear((x) => tf.prod(x), []),
  ],
  Softmax: [smooth((x) => tf.softmax(x)), smooth((x) => tf.softmax(tf.square(x)))],
  logSoftmax__op: [
    smooth((x) => tf.logSoftmax(x)),
    smooth((x) => tf.logSoftmax(tf.square(x))),
    smooth((x) => tf.square(tf.logSoftmax(x))),
  ],
  softmaxCrossEntropy__op: [
    smooth((x) => tf.losses.softmaxCrossEntropy(oneHot(), x)),
    smooth((x) => tf.square(tf.losses.softmaxCrossEntropy(oneHot(), tf.square(x), tf.tensor1d([1, 0.5])))),
    smooth((x) => tf.losses.softmaxCrossEntropy(tf.exp(x), tf.sin(x))),
    {
      f: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits, undefined, 0.2),
      shapes: [
        [2, 3],
        [2, 3],
      ],
      range: [0, 1],
    },
  ],
};
