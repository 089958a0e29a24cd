import * as tf from '@tensorflow/tfjs-core';
import type { NDArray } from '@cfq/jit';
import { assertCalibrationTensor } from '../building-blocks/assert-calibration-tensor.ts';
import { assertKnownOptions } from '../building-blocks/assert-known-options.ts';
import { assertParameters } from '../building-blocks/assert-parameters.ts';
import { channelLayout, channelLayoutOfParameter, channelValues } from '../building-blocks/channels.ts';
import { customGradient } from '../building-blocks/custom-gradient.ts';
import {
  flooredMagnitude,
  flooredMagnitudeTensor,
  signNonZero,
} from '../building-blocks/floored-magnitude.ts';
import { sumToShape } from '../building-blocks/sum-to-shape.ts';
import { defineQuantizer } from '../define-quantizer.ts';
import type { CodebookTensor } from '../quantized-tensor.ts';
import type { GradientEstimator, InitOptions } from '../quantizer.ts';

/** Beyond this magnitude a weight gets no gradient (Rastegari et al. 2016 §3.1). */
const reach = 1;

const estimator: GradientEstimator = {
  description:
    'straight-through: 1 to weights of magnitude up to 1, 0 beyond (Rastegari et al. 2016 §3.1); the sign of the weight ' +
    'to the scale, which learns as a step does.',
  surrogate: (at, anchor) => {
    const within = (x: number): number => Math.min(Math.max(x, -reach), reach);
    const scale = flooredMagnitude(at.parameters['scale'] ?? Number.NaN);
    return scale * (anchor.x >= 0 ? 1 : -1) + within(at.x) - within(anchor.x);
  },
  gradientScale: () => 1,
};

/** The mean magnitude of each channel; 1 where all is zero. */
function meanMagnitudes(caller: string, tensor: NDArray, options: InitOptions): Record<'scale', NDArray> {
  assertKnownOptions(caller, options, ['axis']);
  assertCalibrationTensor(caller, tensor);
  const layout = channelLayout(caller, tensor.shape, options.axis ?? null);
  const data = Float32Array.from(channelValues(tensor, layout), (values) => {
    const mean = values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
    return mean > 0 ? mean : 1;
  });
  return { scale: { data, shape: layout.parameterShape } };
}

/**
 * Binary weights: `ŵ = α · sign(w)`, with `sign(0) = 1` and `α = ⟨|w|⟩`, which is the scale of least squared error
 * (Rastegari et al. 2016 eq. 6). One bit a weight: a code names one of the levels −1 and 1.
 *
 * Parameter: `scale`, `[]` or one a channel, as the paper has one a filter. The paper takes it anew in every step; here it
 * starts there and learns. The effective scale is `max(|α|, 1e-12)`. Activations stay as they are, which the paper calls
 * binary-weight networks.
 *
 * @see Rastegari et al. 2016, "XNOR-Net: ImageNet Classification Using Binary Convolutional Neural Networks", §3.1.
 */
export const binary = defineQuantizer({
  name: 'binary',
  description: 'two levels: a learned scale, and the scale below zero',
  source: 'Rastegari et al. 2016, XNOR-Net',
  roles: ['weight'],
  learned: true,
  perChannel: true,
  widths: [1],
  estimator,
  exceptions: { 'zero is a level': 'there are two levels, and they are symmetric about 0' },

  init: (tensor, _bits, options = {}) => meanMagnitudes('binary.init', tensor, options),

  initLeastSquares: (tensor, _bits, options = {}) =>
    meanMagnitudes('binary.initLeastSquares', tensor, options),

  fakeQuantize(x, parameters) {
    assertParameters('binary.fakeQuantize', parameters, ['scale']);
    return customGradient<[sign: tf.Tensor, within: tf.Tensor, raw: tf.Tensor]>(
      x,
      parameters.scale,
      (input, raw) => {
        const signs = signNonZero(input);
        return {
          value: tf.mul(signs, flooredMagnitudeTensor(raw)),
          saved: [signs, tf.lessEqual(tf.abs(input), reach), raw],
          gradients: (dy, [sign, within, scale]) => [
            tf.mul(dy, tf.cast(within, 'float32')),
            tf.mul(sumToShape(tf.mul(dy, sign), scale.shape), signNonZero(scale)),
          ],
        };
      },
    );
  },

  encode(x, parameters, bits): CodebookTensor {
    assertParameters('binary.encode', parameters, ['scale']);
    const { axis } = channelLayoutOfParameter('binary.encode', x.shape, parameters.scale);
    return {
      kind: 'codebook',
      codes: Int32Array.from(x.data, (weight) => (weight >= 0 ? 1 : 0)),
      shape: x.shape,
      bits,
      codebook: Float32Array.of(-1, 1),
      scale: Float32Array.from(parameters.scale.data, flooredMagnitude),
      axis,
    };
  },
});
