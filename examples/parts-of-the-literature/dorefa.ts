import { uniform } from '@cfq/bit-allocation';
import { defineQuantizer, pact, unsignedGrid, type GradientEstimator } from '@cfq/quantizers';
import {
  assertCalibrationTensor,
  assertKnownOptions,
  assertParameters,
  customGradient,
  roundHalfEven,
  roundHalfEvenTensor,
  tanhFloat32,
  tanhFloat32Tensor,
} from '@cfq/quantizers/building-blocks';
import { allocatedBits, defineMethod, task } from '@cfq/training';
import * as tf from '@tensorflow/tfjs-core';

const clip = (value: number): number => Math.min(Math.max(value, -1), 1);

/** The code, 0 to `last`, of a weight's share of the largest `tanh`; every step in float32. */
function codeOf(share: number, last: number): number {
  return roundHalfEven(Math.fround(Math.fround(clip(share) + 1) * (last / 2)));
}

const estimator: GradientEstimator = {
  description: 'Zhou et al. 2016 eq. 9: straight-through the rounding; the largest tanh is a constant.',
  surrogate: (at, anchor, bits) => {
    const { high: last } = unsignedGrid(bits);
    const largest = anchor.parameters['largest']!;
    const level = (2 * codeOf(Math.fround(tanhFloat32(anchor.x) / largest), last)) / last - 1;
    return clip(Math.tanh(at.x) / largest) + level - clip(Math.tanh(anchor.x) / largest);
  },
  gradientScale: () => 1,
};

/**
 * DoReFa's weights: `2^b` even levels from −1 to 1 of `tanh w / max |tanh w|`. Parameter: `largest`, the maximum, `[]`,
 * found once.
 *
 * @see Zhou et al. 2016, "DoReFa-Net", §2.3, eq. 9.
 */
export const dorefa = defineQuantizer<'largest'>({
  name: 'dorefa',
  description: 'tanh-normalised weights on even levels from -1 to 1',
  source: 'Zhou et al. 2016, DoReFa-Net',
  roles: ['weight'],
  learned: false,
  perChannel: false,
  estimator,
  exceptions: {
    idempotent: 'the tanh of a level is taken again',
    'zero is a level': 'levels are even in number and symmetric',
  },

  init(tensor, _bits, options = {}) {
    assertKnownOptions('dorefa.init', options, []);
    assertCalibrationTensor('dorefa.init', tensor);
    const largest = tensor.data.reduce((most, weight) => Math.max(most, Math.abs(tanhFloat32(weight))), 0);
    return { largest: { data: Float32Array.of(largest || 1), shape: [] } };
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
        const code = roundHalfEvenTensor(tf.mul(tf.add(tf.clipByValue(share, -1, 1), 1), last / 2));
        return {
          value: tf.mul(tf.sub(tf.mul(code, 2), last), Math.fround(1 / last)),
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
    return {
      kind: 'codebook',
      codes: Int32Array.from(x.data, (weight) => codeOf(Math.fround(tanhFloat32(weight) / largest), last)),
      shape: x.shape,
      bits,
      codebook: Float32Array.from({ length: last + 1 }, (_, code) => 2 * code - last),
      scale: Float32Array.of(1 / last),
      axis: null,
    };
  },
});

/** The task's loss on those weights. */
export const dorefaNet = defineMethod({
  kind: 'quantized',
  name: 'dorefa-net',
  description: 'tanh-normalised weights on even levels from -1 to 1, task loss',
  source: 'Zhou et al. 2016, DoReFa-Net, §2.3',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: dorefa, perChannel: false, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
  bits: allocatedBits(uniform),
  terms: [{ term: task, weight: 1 }],
  training: {
    length: { passes: 20 },
    learningRate: 1e-3,
    quantizerLrScale: 0.1,
    totalDecay: 0.5,
    checkpoint: 'best',
  },
});
