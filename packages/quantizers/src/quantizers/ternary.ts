import * as tf from '@tensorflow/tfjs-core';
import type { NDArray } from '@cfq/jit';
import { assertCalibrationTensor } from '../building-blocks/assert-calibration-tensor.ts';
import { assertKnownOptions } from '../building-blocks/assert-known-options.ts';
import { assertParameters } from '../building-blocks/assert-parameters.ts';
import {
  channelLayout,
  channelLayoutOfParameter,
  channelOf,
  channelValues,
} from '../building-blocks/channels.ts';
import { customGradient } from '../building-blocks/custom-gradient.ts';
import {
  flooredMagnitude,
  flooredMagnitudeTensor,
  signNonZero,
} from '../building-blocks/floored-magnitude.ts';
import { sumToShape } from '../building-blocks/sum-to-shape.ts';
import { leastSquaresTernary, ternaryAt, type TernaryFit } from '../building-blocks/levels/ternary-fit.ts';
import { defineQuantizer } from '../define-quantizer.ts';
import { QuantizerError } from '../quantizer-error.ts';
import type { AffineTensor } from '../quantized-tensor.ts';
import type { GradientEstimator, InitOptions } from '../quantizer.ts';

/** Share of the mean magnitude below which a weight becomes 0 (Li & Liu 2016 eq. 6). */
const thresholdShare = 0.7;

const codeOf = (weight: number, threshold: number): number =>
  weight > threshold ? 1 : weight < -threshold ? -1 : 0;

const estimator: GradientEstimator = {
  description:
    'straight-through: 1 to every weight (Li & Liu 2016 §2.3); to the scale its sign where it is used (Zhu et al. 2017 ' +
    'eq. 7); the threshold is a constant.',
  surrogate: (at, anchor) => {
    const { scale = Number.NaN, threshold = Number.NaN } = anchor.parameters;
    const code = codeOf(anchor.x, Math.max(threshold, 0));
    return flooredMagnitude(at.parameters['scale'] ?? scale) * code + at.x - anchor.x;
  },
  gradientScale: () => 1,
};

function fitted(
  caller: string,
  tensor: NDArray,
  options: InitOptions,
  fit: (magnitudes: Float32Array) => TernaryFit,
): Record<'scale' | 'threshold', NDArray> {
  assertKnownOptions(caller, options, ['axis']);
  assertCalibrationTensor(caller, tensor);
  const layout = channelLayout(caller, tensor.shape, options.axis ?? null);
  const fits = channelValues(tensor, layout).map((values) => fit(values.map(Math.abs)));
  const parameter = (value: (of: TernaryFit) => number): NDArray => ({
    data: Float32Array.from(fits, value),
    shape: layout.parameterShape,
  });
  return { scale: parameter(({ scale }) => scale), threshold: parameter(({ threshold }) => threshold) };
}

/**
 * Ternary weights: `ŵ = α · sign(w)` where `|w| > Δ`, else 0. `Δ = 0.7 ⟨|w|⟩` and `α` the mean magnitude of what lies
 * beyond it, which is the scale of least squared error under that threshold; `initLeastSquares` finds the threshold of
 * least squared error too, exactly.
 *
 * Three levels: `log2 3 = 1.58` bits of information a weight, in codes of 2 bits. Parameters: `scale`, which learns, and
 * `threshold`, which does not; `[]`, or one a channel. The effective scale is `max(|α|, 1e-12)`, the effective threshold
 * `max(Δ, 0)`.
 *
 * @see Li & Liu 2016, "Ternary Weight Networks", §2; Zhu et al. 2017, "Trained Ternary Quantization", §3, for a scale that
 *   learns; one for both signs here, two there.
 */
export const ternary = defineQuantizer({
  name: 'ternary',
  description: 'three levels: a learned scale, zero, and the scale below it',
  source: 'Li & Liu 2016, Ternary Weight Networks; Zhu et al. 2017, Trained Ternary Quantization',
  roles: ['weight'],
  learned: true,
  perChannel: true,
  widths: [2],
  levels: 3,
  estimator,

  init: (tensor, _bits, options = {}) =>
    fitted('ternary.init', tensor, options, (magnitudes) => {
      const mean = magnitudes.reduce((sum, value) => sum + value, 0) / magnitudes.length;
      return ternaryAt(magnitudes, Math.fround(thresholdShare * mean));
    }),

  initLeastSquares: (tensor, _bits, options = {}) =>
    fitted('ternary.initLeastSquares', tensor, options, leastSquaresTernary),

  fakeQuantize(x, parameters) {
    assertParameters('ternary.fakeQuantize', parameters, ['scale', 'threshold']);
    const threshold = tf.maximum(parameters.threshold, 0);
    return customGradient<[code: tf.Tensor, raw: tf.Tensor]>(x, parameters.scale, (input, raw) => {
      const above = tf.cast(tf.greater(input, threshold), 'float32');
      const below = tf.cast(tf.less(input, tf.neg(threshold)), 'float32');
      const codes = tf.sub(above, below);
      return {
        value: tf.mul(codes, flooredMagnitudeTensor(raw)),
        saved: [codes, raw],
        gradients: (dy, [code, scale]) => [
          dy,
          tf.mul(sumToShape(tf.mul(dy, code), scale.shape), signNonZero(scale)),
        ],
      };
    });
  },

  encode(x, parameters, bits): AffineTensor {
    assertParameters('ternary.encode', parameters, ['scale', 'threshold']);
    const { scale, threshold } = parameters;
    if (scale.data.length !== threshold.data.length) {
      throw new QuantizerError(
        `ternary.encode: each scale has a threshold (expected ${scale.data.length}, got ${threshold.data.length}). Use the ` +
          'record that init returned.',
      );
    }
    const layout = channelLayoutOfParameter('ternary.encode', x.shape, scale);
    return {
      kind: 'affine',
      codes: Int32Array.from(x.data, (weight, index) =>
        codeOf(weight, Math.max(threshold.data[channelOf(layout, index)]!, 0)),
      ),
      shape: x.shape,
      bits,
      signed: true,
      scale: Float32Array.from(scale.data, flooredMagnitude),
      zeroPoint: new Int32Array(layout.count),
      axis: layout.axis,
    };
  },
});
