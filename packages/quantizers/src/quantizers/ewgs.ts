import * as tf from '@tensorflow/tfjs-core';
import { defineQuantizer } from '../define-quantizer.ts';
import { assertCalibrationTensor } from '../building-blocks/assert-calibration-tensor.ts';
import { assertKnownOptions } from '../building-blocks/assert-known-options.ts';
import { assertParameters } from '../building-blocks/assert-parameters.ts';
import { customGradients } from '../building-blocks/custom-gradient.ts';
import { flooredMagnitude, flooredMagnitudeTensor } from '../building-blocks/floored-magnitude.ts';
import { unsignedGrid } from '../building-blocks/integer-grid.ts';
import { roundHalfEven, roundHalfEvenTensor } from '../building-blocks/round-half-even.ts';
import { QuantizerError } from '../quantizer-error.ts';
import type { EstimatorPoint, GradientEstimator } from '../quantizer.ts';

/** How much a rounding error scales a gradient: the fixed factor among the authors' settings. */
const delta = 1e-3;
/** Standard deviations from zero to either end of the interval at the start, as in the authors' code. */
const reach = 3;

const clamped = (place: number): number => Math.min(Math.max(place, 0), 1);

/** The index of the level, 0 to `last`, of a weight in an interval; every step in float32. */
function levelOf(weight: number, lower: number, upper: number, last: number): number {
  const width = flooredMagnitude(Math.fround(upper - lower));
  return roundHalfEven(Math.fround(clamped(Math.fround(Math.fround(weight - lower) / width)) * last));
}

/** Nearest level of places in [0, 1], `last` to 1; backwards a straight line whose slope `1 + δ · sign(g) · (x − x̂)` is. */
function scaledRounding(places: tf.Tensor, last: number): tf.Tensor {
  return customGradients<[place: tf.Tensor, level: tf.Tensor]>([places], (place) => {
    const level = roundHalfEvenTensor(tf.mul(place, last));
    return {
      value: level,
      saved: [place, level],
      gradients: (dy, [from, to]) => {
        const error = tf.sub(from, tf.div(to, last));
        return [tf.mul(tf.mul(dy, last), tf.add(1, tf.mul(tf.mul(tf.sign(dy), error), delta)))];
      },
    };
  });
}

const estimator: GradientEstimator = {
  description:
    'Lee et al. 2021 eq. 5: a gradient g that reaches a rounded place passes as g (1 + δ sign(g) (x - x̂)), δ = 0.001, to the ' +
    'weight and to both ends of the interval, 0 outside of it; the level to the scale.',
  surrogate: (at, anchor, bits, upstream) => {
    const { high: last } = unsignedGrid(bits);
    const { lower = Number.NaN, upper = Number.NaN } = anchor.parameters;
    const placeOf = ({ x, parameters }: EstimatorPoint): number => {
      const { lower: low = Number.NaN, upper: high = Number.NaN } = parameters;
      return clamped((x - low) / flooredMagnitude(high - low));
    };
    const rounded = levelOf(anchor.x, lower, upper, last) / last;
    const slope = 1 + delta * Math.sign(upstream) * (placeOf(anchor) - rounded);
    const place = rounded + slope * (placeOf(at) - placeOf(anchor));
    return flooredMagnitude(at.parameters['scale'] ?? Number.NaN) * (2 * place - 1);
  },
  gradientScale: () => 1,
};

/**
 * EWGS for weights: `ŵ = α · (2 · round((2^b − 1) · x) / (2^b − 1) − 1)` with `x = clamp((w − l) / (u − l), 0, 1)`, the place
 * of the weight in a learned interval. `2^b` even levels from `−α` to `α`, 0 not among them.
 *
 * What it is named after is its gradient: where a plain straight-through estimator hands on `g`, it hands on
 * `g · (1 + δ · sign(g) · (x − x̂))`, more to a place that the step would take across its level and less to one that it would
 * take away from it. `δ` is 0.001 throughout, the authors' fixed setting; they also estimate it from the Hessian as
 * training goes, which a quantizer alone cannot.
 *
 * Parameters, shape `[]`, all learned: `lower` and `upper`, at ∓3 standard deviations first, and `scale` (α), first that
 * which keeps the mean magnitude of the weights (the paper keeps that of the layer's outputs).
 *
 * @see Lee, Kim & Ham 2021, "Network Quantization with Element-wise Gradient Scaling", §3, eq. 1–5 (arXiv:2104.00903).
 */
export const ewgs = defineQuantizer({
  name: 'ewgs',
  description: 'weights in a learned interval, gradients scaled by the rounding error of each',
  source: 'Lee, Kim & Ham 2021, Element-wise Gradient Scaling',
  roles: ['weight'],
  learned: true,
  perChannel: false,
  estimator,
  exceptions: {
    idempotent: 'the levels have a scale of their own, which is not that of the interval',
    'zero is a level': 'the levels are even in number and symmetric about 0',
  },

  init(tensor, bits, options = {}) {
    const { high: last } = unsignedGrid(bits);
    assertKnownOptions('ewgs.init', options, []);
    assertCalibrationTensor('ewgs.init', tensor);
    let [mean, variance, size, spread] = [0, 0, 0, 0];
    for (const weight of tensor.data) mean += weight / tensor.data.length;
    for (const weight of tensor.data) variance += (weight - mean) ** 2 / tensor.data.length;
    const deviation = Math.fround(reach * Math.sqrt(variance));
    const end = deviation > 0 ? deviation : 1;
    for (const weight of tensor.data) {
      size += Math.abs(weight);
      spread += Math.abs((2 * levelOf(weight, -end, end, last)) / last - 1);
    }
    const scalar = (value: number) => ({ data: Float32Array.of(value), shape: [] });
    return { lower: scalar(-end), upper: scalar(end), scale: scalar(size > 0 ? size / spread : 1) };
  },

  fakeQuantize(x, parameters, bits) {
    assertParameters('ewgs.fakeQuantize', parameters, ['lower', 'upper', 'scale']);
    const { high: last } = unsignedGrid(bits);
    const { lower, upper, scale } = parameters;
    const width = flooredMagnitudeTensor(tf.sub(upper, lower));
    const places = tf.clipByValue(tf.div(tf.sub(x, lower), width), 0, 1);
    const steps = tf.sub(tf.mul(scaledRounding(places, last), 2), last);
    return tf.mul(steps, tf.div(flooredMagnitudeTensor(scale), last));
  },

  encode(x, parameters, bits) {
    assertParameters('ewgs.encode', parameters, ['lower', 'upper', 'scale']);
    const { high: last } = unsignedGrid(bits);
    const [lower, upper, scale] = [parameters.lower, parameters.upper, parameters.scale].map(({ data }) => {
      if (data.length === 1) return data[0]!;
      throw new QuantizerError(
        `ewgs.encode: lower, upper and scale are one number each (got ${data.length}). Use the record that init returned.`,
      );
    });
    return {
      kind: 'codebook',
      codes: Int32Array.from(x.data, (weight) => levelOf(weight, lower!, upper!, last)),
      shape: x.shape,
      bits,
      codebook: Float32Array.from({ length: last + 1 }, (_, level) => 2 * level - last),
      scale: Float32Array.of(flooredMagnitude(scale!) / last),
      axis: null,
    };
  },
});
