import * as tf from '@tensorflow/tfjs-core';
import { sizeOf, type NDArray } from '@cfq/jit';
import { assertKnownOptions } from '../building-blocks/assert-known-options.ts';
import { assertParameters } from '../building-blocks/assert-parameters.ts';
import { customGradients } from '../building-blocks/custom-gradient.ts';
import { encodeOnGrid } from '../building-blocks/encode-on-grid.ts';
import {
  flooredMagnitude,
  flooredMagnitudeTensor,
  signNonZero,
} from '../building-blocks/floored-magnitude.ts';
import { signedGrid } from '../building-blocks/integer-grid.ts';
import { learnedStepEstimator, signedStepScale } from '../building-blocks/learned-step.ts';
import { roundHalfEvenTensor } from '../building-blocks/round-half-even.ts';
import { sumToShape } from '../building-blocks/sum-to-shape.ts';
import { highestCode, widthsFrom } from '../building-blocks/levels/channel-widths.ts';
import { defineQuantizer } from '../define-quantizer.ts';
import { lsq } from './lsq.ts';

type Parameters = Record<'step' | 'width', NDArray>;

/** Every channel at the width asked for. */
function evenly({ step }: Record<'step', NDArray>, bits: number): Parameters {
  return { step, width: { data: new Float32Array(step.data.length).fill(bits), shape: step.shape } };
}

/**
 * LSQ with bits of their own for the channels of a layer: a channel of width `w` has the codes `−2^(w−1)` to `2^(w−1) − 1` and is
 * quantized, and learned, as LSQ does it at that width. `init` gives all channels the width that is asked for, which then is
 * LSQ; who chooses widths, as the bit stage `by-channel` of `@cfq/training` does, puts them into the record. In a file every
 * channel takes its own bits.
 *
 * Parameters: `step`, as in LSQ; `width`, whole numbers from 2 to 8 in the shape of `step`, which do not learn.
 *
 * @see Esser et al. 2020, "Learned Step Size Quantization", §2.
 */
export const lsqChannels = defineQuantizer({
  name: 'lsq-channels',
  description: 'learned step size for weights, and a bit-width for each channel',
  source: 'Esser et al. 2020, Learned Step Size Quantization',
  roles: ['weight'],
  learned: true,
  perChannel: true,
  estimator: {
    description: learnedStepEstimator(signedGrid, signedStepScale).description,
    surrogate: (at, anchor, bits, upstream) => {
      const { width = bits } = anchor.parameters;
      return learnedStepEstimator(signedGrid, signedStepScale).surrogate(at, anchor, width, upstream);
    },
    gradientScale: (shape, parameterShape, bits, name) =>
      name === 'step' ? signedStepScale(shape, parameterShape, bits) : 1,
  },

  init(tensor, bits, options = {}) {
    assertKnownOptions('lsq-channels.init', options, ['axis']);
    return evenly(lsq.init(tensor, bits, options), bits);
  },

  initLeastSquares(tensor, bits, options = {}) {
    assertKnownOptions('lsq-channels.initLeastSquares', options, ['axis']);
    return evenly(lsq.initLeastSquares!(tensor, bits, options), bits);
  },

  fakeQuantize(x, parameters) {
    assertParameters('lsq-channels.fakeQuantize', parameters, ['step', 'width']);
    const { step, width } = parameters;
    const shared = sizeOf(x.shape) / sizeOf(step.shape);
    return customGradients<
      [ratio: tf.Tensor, code: tf.Tensor, inRange: tf.Tensor, raw: tf.Tensor, high: tf.Tensor]
    >([x, step, width], (input, raw, bits) => {
      const high = tf.div(tf.sub(highestCode(bits), 1), 2);
      const low = tf.sub(tf.neg(high), 1);
      const size = flooredMagnitudeTensor(raw);
      const steps = tf.div(input, size);
      const clamped = tf.minimum(tf.maximum(steps, low), high);
      const rounded = roundHalfEvenTensor(clamped);
      return {
        value: tf.mul(rounded, size),
        saved: [steps, rounded, tf.equal(steps, clamped), raw, high],
        gradients: (dy, [ratio, code, inRange, rawStep, top]) => {
          const within = tf.cast(inRange, 'float32');
          const perElement = tf.mul(dy, tf.sub(code, tf.mul(ratio, within)));
          const scale = tf.div(1, tf.sqrt(tf.mul(top, shared)));
          const direction = tf.mul(signNonZero(rawStep), scale);
          const toStep = tf.mul(sumToShape(perElement, rawStep.shape), direction);
          return [tf.mul(dy, within), toStep, tf.zerosLike(rawStep)];
        },
      };
    });
  },

  encode(x, parameters) {
    const caller = 'lsq-channels.encode';
    assertParameters(caller, parameters, ['step', 'width']);
    const { step, width } = parameters;
    const widths = widthsFrom(caller, width);
    const scale = { data: Float32Array.from(step.data, flooredMagnitude), shape: step.shape };
    const grid = widths.map(signedGrid);
    const encoded = encodeOnGrid({ caller, x, scale, grid, bits: Math.max(...widths) });
    return new Set(widths).size === 1 ? encoded : { ...encoded, channelBits: widths };
  },
});
