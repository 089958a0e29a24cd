import { ndarray, sizeOf, type NDArray } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { defineQuantizer } from '../define-quantizer.ts';
import { affineScheme } from '../building-blocks/affine-scheme.ts';
import { assertKnownOptions } from '../building-blocks/assert-known-options.ts';
import { assertParameters } from '../building-blocks/assert-parameters.ts';
import { customGradients } from '../building-blocks/custom-gradient.ts';
import { encodeOnGrid } from '../building-blocks/encode-on-grid.ts';
import { fitChannels } from '../building-blocks/fit-channels.ts';
import {
  flooredMagnitude,
  flooredMagnitudeTensor,
  signNonZero,
} from '../building-blocks/floored-magnitude.ts';
import { unsignedGrid } from '../building-blocks/integer-grid.ts';
import { roundHalfEven, roundHalfEvenTensor } from '../building-blocks/round-half-even.ts';
import { sumToShape } from '../building-blocks/sum-to-shape.ts';
import { extremes } from '../observers/min-max.ts';
import type { Observer } from '../observers/observer.ts';
import { QuantizerError } from '../quantizer-error.ts';
import type { GradientEstimator, InitOptions } from '../quantizer.ts';

const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);

/** The whole zero point of an offset, every step in float32. */
const zeroPointOf = (offset: number, step: number, high: number): number =>
  roundHalfEven(clamp(Math.fround(-offset / step), 0, high));

const gradientScale: GradientEstimator['gradientScale'] = (shape, parameterShape, bits) =>
  1 / Math.sqrt((sizeOf(shape) / sizeOf(parameterShape)) * unsignedGrid(bits).high);

const estimator: GradientEstimator = {
  description:
    'Bhalgat et al. 2020 eq. 3-5: straight-through to the input within the range; round(v) - v, or the bound, to the step; ' +
    '0 within the range and 1 outside to the offset; both scaled by 1/sqrt(n Q_P).',
  surrogate: (at, anchor, bits) => {
    const { high } = unsignedGrid(bits);
    const { step: rawAnchor = Number.NaN, offset: anchorOffset = Number.NaN } = anchor.parameters;
    const { step: raw = Number.NaN, offset = Number.NaN } = at.parameters;
    const anchorStep = flooredMagnitude(rawAnchor);
    const zero = zeroPointOf(anchorOffset, anchorStep, high);
    const steps = clamp(anchor.x / anchorStep, -zero, high - zero);
    const step = flooredMagnitude(raw);
    // The offset as the whole zero point has it, moving with the raw one.
    const moved = offset - anchorOffset - zero * anchorStep;
    return step * (clamp((at.x - moved) / step, 0, high) + roundHalfEven(steps) - steps) + moved;
  },
  gradientScale,
};

/** Three standard deviations to either side of the mean, cut to what occurs. */
const threeDeviations: Observer = {
  name: 'three-deviations',
  description: 'the mean and three standard deviations to either side, within what occurs',
  observe(values) {
    const { low, high } = extremes(values);
    let [mean, variance] = [0, 0];
    for (const value of values) mean += value / values.length;
    for (const value of values) variance += (value - mean) ** 2 / values.length;
    const reach = 3 * Math.sqrt(variance);
    return { low: Math.max(low, mean - reach), high: Math.min(high, mean + reach) };
  },
};

function fitted(caller: string, tensor: NDArray, bits: number, options: InitOptions) {
  const { scale, zeroPoint } = fitChannels(caller, tensor, affineScheme(bits), options);
  const offset = scale.data.map((step, channel) => -zeroPoint.data[channel]! * step);
  return { step: scale, offset: ndarray(Float32Array.from(offset), scale.shape) };
}

/**
 * LSQ+ for weights: a learned step `s` and a learned offset `β` on the unsigned grid, so that the range need not lie about
 * zero: `x̂ = (clamp(round(x / s) + z, 0, 2^b − 1) − z) · s` with `z = round(−β / s)` kept on the grid. The paper adds `β` itself;
 * here it is rounded to whole steps, so that zero is a level and codes have the whole zero point that ONNX asks for.
 *
 * Gradients, scaled by `1/√(n Q_P)`: `∂x̂/∂x` 1 within the range, else 0; `∂x̂/∂s` `round(v) − v` within, `v = x / s`, and
 * the bound that was hit outside; `∂x̂/∂β` 0 within and 1 outside. Parameters: `step` and `offset`, shape `[]` or one a
 * channel along `axis`; they start at the mean and three standard deviations to either side, within what occurs.
 *
 * @see Bhalgat et al. 2020, "LSQ+: Improving low-bit quantization through learnable offsets and better initialization", §3.
 */
export const lsqPlus = defineQuantizer({
  name: 'lsq-plus',
  description: 'learned step size and offset for weights, asymmetric',
  source: 'Bhalgat et al. 2020, LSQ+',
  roles: ['weight'],
  learned: true,
  perChannel: true,
  estimator,
  grid: unsignedGrid,

  init(tensor, bits, options = {}) {
    assertKnownOptions('lsqPlus.init', options, ['axis']);
    return fitted('lsqPlus.init', tensor, bits, { ...options, observer: threeDeviations });
  },

  initLeastSquares(tensor, bits, options = {}) {
    assertKnownOptions('lsqPlus.initLeastSquares', options, ['axis']);
    return fitted('lsqPlus.initLeastSquares', tensor, bits, { ...options, observer: 'mse' });
  },

  fakeQuantize(x, parameters, bits) {
    assertParameters('lsqPlus.fakeQuantize', parameters, ['step', 'offset']);
    const { high } = unsignedGrid(bits);
    const { step, offset } = parameters;
    const factor = gradientScale(x.shape, step.shape, bits, 'step');
    return customGradients<
      [ratio: tf.Tensor, rounded: tf.Tensor, zero: tf.Tensor, within: tf.Tensor, raw: tf.Tensor]
    >([x, step, offset], (input, raw, beta) => {
      const s = flooredMagnitudeTensor(raw);
      const zero = roundHalfEvenTensor(tf.clipByValue(tf.div(tf.neg(beta), s), 0, high));
      const ratio = tf.div(input, s);
      const clamped = tf.maximum(tf.minimum(ratio, tf.sub(high, zero)), tf.neg(zero));
      const rounded = roundHalfEvenTensor(clamped);
      return {
        value: tf.mul(rounded, s),
        saved: [ratio, rounded, zero, tf.equal(ratio, clamped), raw],
        gradients: (dy, [v, code, z, inRange, rawStep]) => {
          const within = tf.cast(inRange, 'float32');
          const outside = tf.sub(1, within);
          const toStep = tf.add(tf.mul(within, tf.sub(code, v)), tf.mul(outside, tf.add(code, z)));
          const sum = (each: tf.Tensor): tf.Tensor => sumToShape(tf.mul(dy, each), rawStep.shape);
          return [
            tf.mul(dy, within),
            tf.mul(sum(toStep), tf.mul(signNonZero(rawStep), factor)),
            tf.mul(sum(outside), factor),
          ];
        },
      };
    });
  },

  encode(x, parameters, bits) {
    assertParameters('lsqPlus.encode', parameters, ['step', 'offset']);
    const grid = unsignedGrid(bits);
    const { step, offset } = parameters;
    if (step.shape.join() !== offset.shape.join()) {
      throw new QuantizerError(
        `lsqPlus.encode: each step has its offset (expected shape [${step.shape.join(', ')}], got ` +
          `[${offset.shape.join(', ')}]). Use the record that init returned.`,
      );
    }
    const scale = { data: Float32Array.from(step.data, flooredMagnitude), shape: step.shape };
    const zeros = scale.data.map((s, channel) => zeroPointOf(offset.data[channel]!, s, grid.high));
    const zeroPoint = { data: zeros, shape: step.shape };
    return encodeOnGrid({ caller: 'lsqPlus.encode', x, scale, zeroPoint, grid, bits });
  },
});
