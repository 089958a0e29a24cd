import * as tf from '@tensorflow/tfjs-core';
import { sizeOf, type NDArray } from '@cfq/jit';
import { assertKnownOptions } from '../building-blocks/assert-known-options.ts';
import { assertParameters } from '../building-blocks/assert-parameters.ts';
import { channelLayoutOfParameter, channelOf } from '../building-blocks/channels.ts';
import { customGradients } from '../building-blocks/custom-gradient.ts';
import { fitChannels } from '../building-blocks/fit-channels.ts';
import {
  flooredMagnitude,
  flooredMagnitudeTensor,
  signNonZero,
} from '../building-blocks/floored-magnitude.ts';
import { signedGrid } from '../building-blocks/integer-grid.ts';
import { initialStep, signedStepScale } from '../building-blocks/learned-step.ts';
import { roundHalfEven, roundHalfEvenTensor } from '../building-blocks/round-half-even.ts';
import { sumToShape } from '../building-blocks/sum-to-shape.ts';
import { symmetricScheme } from '../building-blocks/symmetric-scheme.ts';
import { defineQuantizer } from '../define-quantizer.ts';
import type { AffineTensor } from '../quantized-tensor.ts';
import type { EstimatorPoint, GradientEstimator } from '../quantizer.ts';

/** Low bits that a weight does without: whole, from 0 to all of them. */
const droppedBits = (raw: number, bits: number): number => roundHalfEven(Math.min(Math.abs(raw), bits));

/** First and last multiple of `2^k` among the codes, in these multiples; all of them 0 where no bit is left. */
function ownGrid(bits: number, coarseness: number): { readonly low: number; readonly high: number } {
  const half = 2 ** (bits - 1) / coarseness;
  return { low: -half, high: Math.max(half - 1, 0) };
}

/** `2^k` for whole `k` from 0 to `bits`, by comparisons and sums: the same bits everywhere, which a power is not. */
function coarsenessTensor(dropped: tf.Tensor, bits: number): tf.Tensor {
  let sum: tf.Tensor = tf.onesLike(dropped);
  for (let bit = 1; bit <= bits; bit += 1) {
    sum = tf.add(sum, tf.mul(tf.cast(tf.greaterEqual(dropped, bit), 'float32'), 2 ** (bit - 1)));
  }
  return sum;
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

const estimator: GradientEstimator = {
  description:
    'Sun et al. 2024 §3: an error δ = x - x̂ scales with the step that it comes of, so the bits that a weight drops get ' +
    'ln 2 · (x̂ - x) where it is within its range, 0 outside; the step gets what LSQ gives it (Esser et al. 2020 eq. 3), ' +
    'scaled by 1/sqrt(n Q_P); straight-through to the weight within the range.',
  surrogate: (at, anchor, bits) => {
    const { step = Number.NaN, dropped = Number.NaN } = anchor.parameters;
    const coarseness = 2 ** droppedBits(dropped, bits);
    const { low, high } = ownGrid(bits, coarseness);
    const ratio = anchor.x / (flooredMagnitude(step) * coarseness);
    const code = roundHalfEven(clamp(ratio, low, high));
    const within = ratio >= low && ratio <= high;
    // As if the bits were real numbers; outside of the range its end stays where it is.
    const own = (point: EstimatorPoint): number =>
      flooredMagnitude(point.parameters['step'] ?? Number.NaN) *
      coarseness *
      (within ? 2 ** (Math.abs(point.parameters['dropped'] ?? Number.NaN) - Math.abs(dropped)) : 1);
    return within ? at.x + (code - ratio) * own(at) : code * own(at);
  },
  gradientScale: (shape, parameterShape, bits, name) =>
    name === 'step' ? signedStepScale(shape, parameterShape, bits) : 1,
};

function start(tensor: NDArray, step: NDArray): Record<'step' | 'dropped', NDArray> {
  return { step, dropped: { data: new Float32Array(sizeOf(tensor.shape)), shape: tensor.shape } };
}

/**
 * HGQ: every weight has bits of its own, which are learned: `ŵ = s · 2^k · round(clamp(w / (s · 2^k)))`, where `k` is how many
 * of the low bits the weight does without, from 0 to all `b`. Its codes are the multiples of `2^k` among `−2^(b−1)` to
 * `2^(b−1) − 1`; with no bit left the weight is 0, pruned.
 *
 * In a file every code takes `b` bits, since a layer is stored at one width: what single widths save is what an entropy code
 * or hardware made for these weights makes of it ({@link enclosedBits}). The publication's steps are powers of two, fixed
 * by the bits after the point; here they are multiples by powers of two of a step that is learned as in LSQ, so that a
 * range need not be wasted at few bits. Bits before the point are not counted apart: they follow from the weight.
 *
 * Parameters: `step`, shape `[]` or one a channel, effective value `max(|s|, 1e-12)`; `dropped`, one a weight, in bits,
 * effective value `min(round(|k|), b)`, at first 0. Both learn. Without its `penalty`, the sum of the bits that
 * are left, nothing drives bits away.
 *
 * @see Sun et al. 2024, "HGQ: High Granularity Quantization for Real-time Neural Networks on FPGAs", §3 (arXiv:2405.00645);
 *   Esser et al. 2020 for the step.
 */
export const hgq = defineQuantizer({
  name: 'hgq',
  description: 'bits learned for every single weight, none of them meaning pruned',
  source: 'Sun et al. 2024, HGQ: High Granularity Quantization',
  roles: ['weight'],
  learned: true,
  perChannel: true,
  elementwise: ['dropped'],
  estimator,

  init(tensor, bits, options = {}) {
    assertKnownOptions('hgq.init', options, ['axis']);
    return start(tensor, initialStep('hgq.init', tensor, signedGrid(bits), options.axis ?? null));
  },

  initLeastSquares(tensor, bits, options = {}) {
    const caller = 'hgq.initLeastSquares';
    assertKnownOptions(caller, options, ['axis']);
    const { scale } = fitChannels(caller, tensor, symmetricScheme(bits), { ...options, observer: 'mse' });
    return start(tensor, scale);
  },

  penalty: ({ dropped }, bits) => tf.sum<tf.Scalar>(tf.sub(bits, tf.minimum(tf.abs(dropped), bits))),

  fakeQuantize(x, parameters, bits) {
    assertParameters('hgq.fakeQuantize', parameters, ['step', 'dropped']);
    const scaling = signedStepScale(x.shape, parameters.step.shape, bits);
    type Saved = [
      ratio: tf.Tensor,
      code: tf.Tensor,
      within: tf.Tensor,
      coarse: tf.Tensor,
      step: tf.Tensor,
      dropped: tf.Tensor,
    ];
    return customGradients<Saved>([x, parameters.step, parameters.dropped], (input, rawStep, rawDropped) => {
      const coarse = coarsenessTensor(roundHalfEvenTensor(tf.minimum(tf.abs(rawDropped), bits)), bits);
      const s = flooredMagnitudeTensor(rawStep);
      const half = tf.div(2 ** (bits - 1), coarse);
      const ratio = tf.div(input, tf.mul(s, coarse));
      const clamped = tf.maximum(tf.minimum(ratio, tf.maximum(tf.sub(half, 1), 0)), tf.neg(half));
      const code = roundHalfEvenTensor(clamped);
      return {
        value: tf.mul(tf.mul(code, coarse), s),
        saved: [ratio, code, tf.equal(ratio, clamped), coarse, rawStep, rawDropped],
        gradients: (dy, [place, level, inRange, multiple, step, dropped]) => {
          const within = tf.cast(inRange, 'float32');
          const upstream = tf.mul(dy, multiple);
          const toStep = tf.mul(upstream, tf.sub(level, tf.mul(place, within)));
          const toBits = tf.mul(
            tf.mul(tf.mul(upstream, within), tf.sub(level, place)),
            flooredMagnitudeTensor(step),
          );
          return [
            tf.mul(dy, within),
            tf.mul(sumToShape(toStep, step.shape), tf.mul(signNonZero(step), scaling)),
            tf.mul(tf.mul(toBits, Math.LN2), signNonZero(dropped)),
          ];
        },
      };
    });
  },

  encode(x, parameters, bits): AffineTensor {
    assertParameters('hgq.encode', parameters, ['step', 'dropped']);
    const { step, dropped } = parameters;
    const layout = channelLayoutOfParameter('hgq.encode', x.shape, step);
    const scale = Float32Array.from(step.data, flooredMagnitude);
    return {
      kind: 'affine',
      codes: Int32Array.from(x.data, (weight, index) => {
        const coarseness = 2 ** droppedBits(dropped.data[index]!, bits);
        const { low, high } = ownGrid(bits, coarseness);
        const own = Math.fround(scale[channelOf(layout, index)]! * coarseness);
        return roundHalfEven(clamp(Math.fround(weight / own), low, high)) * coarseness;
      }),
      shape: x.shape,
      bits,
      signed: true,
      scale,
      zeroPoint: new Int32Array(layout.count),
      axis: layout.axis,
    };
  },
});
