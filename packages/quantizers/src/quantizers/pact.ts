import * as tf from '@tensorflow/tfjs-core';
import { defineQuantizer } from '../define-quantizer.ts';
import { assertCalibrationTensor } from '../building-blocks/assert-calibration-tensor.ts';
import { assertKnownOptions } from '../building-blocks/assert-known-options.ts';
import { assertParameters } from '../building-blocks/assert-parameters.ts';
import { customGradient } from '../building-blocks/custom-gradient.ts';
import { encodeOnGrid } from '../building-blocks/encode-on-grid.ts';
import { fitChannels } from '../building-blocks/fit-channels.ts';
import { activationGrid } from '../building-blocks/integer-grid.ts';
import { pactPenalty } from '../building-blocks/pact-penalty.ts';
import { extremes } from '../observers/min-max.ts';
import {
  flooredMagnitude,
  flooredMagnitudeTensor,
  signNonZero,
} from '../building-blocks/floored-magnitude.ts';
import { QuantizerError } from '../quantizer-error.ts';
import type { GradientEstimator } from '../quantizer.ts';
import { roundHalfEven, roundHalfEvenTensor } from '../building-blocks/round-half-even.ts';
import { sumToShape } from '../building-blocks/sum-to-shape.ts';
import { unsignedScheme } from '../building-blocks/unsigned-scheme.ts';

const estimator: GradientEstimator = {
  description:
    'Choi et al. 2018 §3: to the input 1 on [0, clip), 0 elsewhere; to the clip 1 where the input reaches it, 0 ' +
    'below.',
  surrogate: (at, anchor, bits) => {
    const levels = activationGrid(bits).high;
    const clipped = (x: number, clip: number): number => Math.min(Math.max(x, 0), clip);
    const clip = flooredMagnitude(anchor.parameters['clip'] ?? Number.NaN);
    const below = clipped(anchor.x, clip);
    const residual = (roundHalfEven((below * levels) / clip) * clip) / levels - below;
    return clipped(at.x, flooredMagnitude(at.parameters['clip'] ?? Number.NaN)) + residual;
  },
  gradientScale: () => 1,
};

/**
 * PACT: activations after a ReLU, clipped at a learned level `α` and put on `2^b − 1` equal steps.
 *
 * `y = ½(|x| − |x − α| + α)`, `s = α / (2^b − 1)`, `y_q = round(y / s) · s`; `∂y_q/∂α = 1` for `x ≥ α`, else 0;
 * `∂y_q/∂x = 1` on `[0, α)`, else 0. Parameter: `clip` (the α), shape `[]` or one a channel. It starts at the
 * largest calibration activation, or at the option `clip`; the paper starts high and lets an L2 penalty on α
 * ({@link pactPenalty}) bring it down. The effective clip is `max(|α|, 1e-12)`, so training cannot turn it
 * negative.
 *
 * @see Choi et al. 2018, "PACT: Parameterized Clipping Activation for Quantized Neural Networks", §3; CFQ §4.3.
 */
export const pact = defineQuantizer({
  name: 'pact',
  description: 'learned clipping level for activations, unsigned',
  source: 'Choi et al. 2018, PACT: Parameterized Clipping Activation',
  roles: ['activation'],
  learned: true,
  perChannel: false,
  // Beyond 8 bits for those who need a certificate more than integer products.
  widths: [2, 3, 4, 5, 6, 7, 8, 10, 12, 16],
  estimator,
  grid: activationGrid,
  penalty: ({ clip }: Readonly<Record<'clip', tf.Tensor>>) => pactPenalty(clip),

  init(tensor, bits, options = {}) {
    activationGrid(bits);
    assertKnownOptions('pact.init', options, ['clip']);
    assertCalibrationTensor('pact.init', tensor);
    const largest = Math.max(0, extremes(Float32Array.from(tensor.data)).high);
    const clip = options.clip ?? (largest > 0 ? largest : 1);
    if (!(clip > 0 && Number.isFinite(clip))) {
      throw new QuantizerError(`pact.init: clip must be positive and finite (got ${clip}). Leave it out.`);
    }
    return { clip: { data: Float32Array.of(clip), shape: [] } };
  },

  initLeastSquares(tensor, bits, options = {}) {
    const caller = 'pact.initLeastSquares';
    assertKnownOptions(caller, options, []);
    const scheme = unsignedScheme(bits, activationGrid(bits));
    const { scale } = fitChannels(caller, tensor, scheme, { observer: 'mse' });
    return { clip: { data: scale.data.map((step) => step * scheme.grid.high), shape: [] } };
  },

  fakeQuantize(x, parameters, bits) {
    assertParameters('pact.fakeQuantize', parameters, ['clip']);
    const { high: levels } = activationGrid(bits);
    return customGradient<[clipped: tf.Tensor, nonNegative: tf.Tensor, raw: tf.Tensor]>(
      x,
      parameters.clip,
      (input, raw) => {
        const scale = tf.div(flooredMagnitudeTensor(raw), levels);
        const steps = tf.div(input, scale);
        const clamped = tf.clipByValue(steps, 0, levels);
        return {
          value: tf.mul(roundHalfEvenTensor(clamped), scale),
          saved: [tf.greaterEqual(steps, levels), tf.greaterEqual(steps, 0), raw],
          gradients: (dy, [clipped, nonNegative, rawClip]) => {
            const reached = tf.cast(clipped, 'float32');
            const within = tf.sub(tf.cast(nonNegative, 'float32'), reached);
            const toClip = sumToShape(tf.mul(dy, reached), rawClip.shape);
            return [tf.mul(dy, within), tf.mul(toClip, signNonZero(rawClip))];
          },
        };
      },
    );
  },

  encode(x, parameters, bits) {
    assertParameters('pact.encode', parameters, ['clip']);
    const grid = activationGrid(bits);
    const { data, shape } = parameters.clip;
    const scale = { data: Float32Array.from(data, (clip) => flooredMagnitude(clip) / grid.high), shape };
    return encodeOnGrid({ caller: 'pact.encode', x, scale, grid, bits });
  },
});
