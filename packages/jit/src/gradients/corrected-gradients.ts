import * as tf from '@tensorflow/tfjs-core';

type Gradients = Readonly<Record<string, () => tf.Tensor>>;

/** A gradient from the saved inputs alone. */
interface Correction {
  readonly inputs: readonly string[];
  readonly gradient: (
    dy: tf.Tensor,
    inputs: readonly tf.Tensor[],
    attrs: Readonly<Record<string, unknown>>,
  ) => Gradients;
}

/** Sums a gradient over the axes along which its input was broadcast. */
function unbroadcast(gradient: tf.Tensor, like: tf.Tensor): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(like.shape, gradient.shape);
  return tf.reshape(axes.length === 0 ? gradient : tf.sum(gradient, axes), like.shape);
}

function unary(slope: (x: tf.Tensor) => tf.Tensor): Correction {
  return { inputs: ['x'], gradient: (dy, [x]) => ({ x: () => tf.mul(dy, slope(x!)) }) };
}

/** A comparison is flat wherever it has a derivative. */
const flatPair: Correction = {
  inputs: ['a', 'b'],
  gradient: (_dy, [a, b]) => ({ a: () => tf.zeros(a!.shape), b: () => tf.zeros(b!.shape) }),
};

const flatGradient: Correction = { inputs: ['x'], gradient: (_dy, [x]) => ({ x: () => tf.zeros(x!.shape) }) };

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

/** Every element equal to the extreme value of its slice passes the whole gradient, as in TF.js. */
function reducedExtremum(reduce: typeof tf.max, axisName: string): Correction {
  return {
    inputs: ['x'],
    gradient: (dy, [x], attrs) => {
      const axes = tf.util.parseAxisParam(attrs[axisName] as number | number[], x!.shape);
      const kept = x!.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent));
      const mask = (): tf.Tensor => tf.cast(tf.equal(x!, tf.reshape(reduce(x!, axes), kept)), 'float32');
      return { x: () => tf.mul(tf.reshape(dy, kept), mask()) };
    },
  };
}

/**
 * Gradients that replace, or complete, those of TF.js 4.22, which has three faults:
 *
 * - What a kernel saves of its outputs is put on the tape before the kernel itself, so second derivatives
 *   through exp, sigmoid, tanh, softmax, elu, pow, max and min miss a term. These compute from inputs; the
 *   compiled graph shares the repeated expression, so it costs nothing there.
 * - maximum, minimum and squaredDifference forget to sum over broadcast axes; cumsum transposes its gradient
 *   along any but the last axis.
 * - Comparisons have no gradient (zero, that is), which stops second derivatives of everything with a mask.
 */
export const correctedGradients: Readonly<Record<string, Correction>> = {
  Exp: unary((x) => tf.exp(x)),
  Sigmoid: unary((x) => {
    const y = tf.sigmoid(x);
    return tf.mul(y, tf.sub(1, y));
  }),
  Tanh: unary((x) => tf.sub(1, tf.square(tf.tanh(x)))),
  Elu: unary((x) => tf.where(tf.greaterEqual(x, 0), tf.onesLike(x), tf.exp(tf.minimum(x, 0)))),
  Softmax: {
    inputs: ['logits'],
    gradient: (dy, [logits], attrs) => ({
      logits: () => {
        const dim = attrs['dim'] as number;
        const y = tf.softmax(logits!, dim);
        const weighed = tf.mul(dy, y);
        return tf.sub(weighed, tf.mul(tf.sum(weighed, dim, true), y));
      },
    }),
  },
  Pow: {
    inputs: ['a', 'b'],
    gradient: (dy, [a, b]) => ({
      a: () => {
        const exponent = tf.cast(b!, 'float32');
        return unbroadcast(tf.mul(dy, tf.mul(exponent, tf.pow(a!, tf.sub(exponent, 1)))), a!);
      },
      b: () => {
        const logarithm = tf.where(tf.greater(a!, 0), tf.log(a!), tf.zerosLike(a!));
        return unbroadcast(tf.mul(dy, tf.mul(tf.pow(a!, b!), logarithm)), b!);
      },
    }),
  },
  Max: reducedExtremum(tf.max, 'reductionIndices'),
  Min: reducedExtremum(tf.min, 'axis'),
  Maximum: extremum(tf.greaterEqual),
  Minimum: extremum(tf.lessEqual),
  SquaredDifference: {
    inputs: ['a', 'b'],
    gradient: (dy, [a, b]) => {
      const slope = (): tf.Tensor => tf.mul(dy, tf.mul(2, tf.sub(a!, b!)));
      return { a: () => unbroadcast(slope(), a!), b: () => unbroadcast(tf.neg(slope()), b!) };
    },
  },
  Cumsum: {
    inputs: ['x'],
    gradient: (dy, _x, { axis, exclusive, reverse }) => ({
      x: () => tf.cumsum(dy, axis as number, exclusive as boolean, reverse !== true),
    }),
  },
  Equal: flatPair,
  NotEqual: flatPair,
  Less: flatPair,
  LessEqual: flatPair,
  Greater: flatPair,
  GreaterEqual: flatPair,
  LogicalAnd: flatPair,
  LogicalOr: flatPair,
  LogicalNot: flatGradient,
};

/** Installs the corrections over the gradients TF.js has registered. */
export function correctGradients(): void {
  for (const [kernelName, { inputs, gradient }] of Object.entries(correctedGradients)) {
    tf.registerGradient({
      kernelName,
      inputsToSave: [...inputs],
      gradFunc: (dy, saved, attrs) => gradient(Array.isArray(dy) ? dy[0]! : dy, saved, { ...attrs }),
    });
  }
}
