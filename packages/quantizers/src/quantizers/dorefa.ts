import * as tf from '@tensorflow/tfjs-core';
import { defineQuantizer } from '../define-quantizer.ts';
import { assertCalibrationTensor } from '../building-blocks/assert-calibration-tensor.ts';
import { assertKnownOptions } from '../building-blocks/assert-known-options.ts';
import { assertParameters } from '../building-blocks/assert-parameters.ts';
import { customGradient } from '../building-blocks/custom-gradient.ts';
import { unsignedGrid } from '../building-blocks/integer-grid.ts';
import { roundHalfEven, roundHalfEvenTensor } from '../building-blocks/round-half-even.ts';
import { tanhFloat32, tanhFloat32Tensor } from '../building-blocks/tanh-float32.ts';
import { QuantizerError } from '../quantizer-error.ts';
import type { GradientEstimator } from '../quantizer.ts';

const clipped = (value: number): number => Math.min(Math.max(value, -1), 1);

/** The index of the level, 0 to `last`, of a share of the largest magnitude; every step in float32. */
const levelOf = (share: number, last: number): number =>
  roundHalfEven(Math.fround(Math.fround(clipped(share) + 1) * (last / 2)));

const estimator: GradientEstimator = {
  description:
    'Zhou et al. 2016 eq. 9: straight-through the rounding, so (1 - tanh(w)^2) / max |tanh| to the weight; the maximum ' +
    'is a constant.',
  surrogate: (at, anchor, bits) => {
    const { high: last } = unsignedGrid(bits);
    const { largest = Number.NaN } = anchor.parameters;
    const share = clipped(Math.tanh(anchor.x) / largest);
    const rounded = (2 * levelOf(Math.fround(tanhFloat32(anchor.x) / largest), last)) / last - 1;
    return clipped(Math.tanh(at.x) / largest) + rounded - share;
  },
  gradientScale: () => 1,
};

/**
 * DoReFa's weights: `ŵ = 2 · round( (2^b − 1) · (tanh w / (2 max |tanh w|) + ½) ) / (2^b − 1) − 1`, `2^b` levels spread
 * evenly over [−1, 1], both ends among them and 0 not.
 *
 * Parameter: `largest`, the `max |tanh w|` of the tensor, shape `[]`. The paper takes it anew in every step; here `init`
 * finds it and it stays, so that a code means the same throughout. A weight that outgrows it is clipped, and its
 * gradient is 0. The size of a layer's weights is lost, as in the paper: it is meant for layers with a normalisation
 * behind them, or for training from the start.
 *
 * @see Zhou et al. 2016, "DoReFa-Net", §2.3, eq. 9.
 */
export const dorefa = defineQuantizer({
  name: 'dorefa',
  description: 'tanh-normalised weights on even levels from -1 to 1',
  source: 'Zhou et al. 2016, DoReFa-Net',
  roles: ['weight'],
  learned: false,
  perChannel: false,
  estimator,
  exceptions: {
    idempotent: 'a level is a weight like any other: its tanh is taken, and normalised, again',
    'zero is a level': 'the levels are even in number and symmetric about 0',
  },

  init(tensor, bits, options = {}) {
    unsignedGrid(bits);
    assertKnownOptions('dorefa.init', options, []);
    assertCalibrationTensor('dorefa.init', tensor);
    let largest = 0;
    for (const weight of tensor.data) largest = Math.max(largest, Math.abs(tanhFloat32(weight)));
    return { largest: { data: Float32Array.of(largest > 0 ? largest : 1), shape: [] } };
  },

  fakeQuantize(x, parameters, bits) {
    assertParameters('dorefa.fakeQuantize', parameters, ['largest']);
    const { high: last } = unsignedGrid(bits);
    return customGradient<[tanh: tf.Tensor, share: tf.Tensor, largest: tf.Tensor]>(
      x,
      parameters.largest,
      (input, largest) => {
        const tanh = tanhFloat32Tensor(input);
        const share = tf.div(tanh, largest);
        const level = roundHalfEvenTensor(tf.mul(tf.add(tf.clipByValue(share, -1, 1), 1), last / 2));
        return {
          value: tf.mul(tf.sub(tf.mul(level, 2), last), Math.fround(1 / last)),
          saved: [tanh, share, largest],
          gradients: (dy, [t, at, most]) => {
            const within = tf.cast(tf.lessEqual(tf.abs(at), 1), 'float32');
            const slope = tf.div(tf.sub(1, tf.square(t)), most);
            return [tf.mul(dy, tf.mul(within, slope)), tf.zerosLike(most)];
          },
        };
      },
    );
  },

  encode(x, parameters, bits) {
    assertParameters('dorefa.encode', parameters, ['largest']);
    const { high: last } = unsignedGrid(bits);
    const largest = parameters.largest.data[0]!;
    if (parameters.largest.data.length !== 1 || !(largest > 0)) {
      throw new QuantizerError(
        `dorefa.encode: largest is one positive number (got ${parameters.largest.data.join(', ')}). Use the record that ` +
          'init returned.',
      );
    }
    return {
      kind: 'codebook',
      codes: Int32Array.from(x.data, (weight) => levelOf(Math.fround(tanhFloat32(weight) / largest), last)),
      shape: x.shape,
      bits,
      codebook: Float32Array.from({ length: last + 1 }, (_, level) => 2 * level - last),
      scale: Float32Array.of(1 / last),
      axis: null,
    };
  },
});
