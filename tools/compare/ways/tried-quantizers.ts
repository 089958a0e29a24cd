import { lsq, type Quantizer } from '@cfq/quantizers';
import { customGradients, flooredMagnitudeTensor } from '@cfq/quantizers/building-blocks';
import * as tf from '@tensorflow/tfjs-core';

type Lsq = typeof lsq;

/**
 * LSQ whose weights are drawn to the middle of their bins: to the gradient of a weight `strength` times its distance from the
 * rounded value is added, the range's ends being the outermost codes.
 *
 * @see Nagel et al. 2022, "Overcoming Oscillations in Quantization-Aware Training", §4.1.
 */
export function dampened(strength: number): Lsq {
  return {
    ...lsq,
    fakeQuantize(x, parameters, bits) {
      const rounded = lsq.fakeQuantize(x, parameters, bits);
      const { low, high } = lsq.grid!(bits);
      const step = flooredMagnitudeTensor(parameters.step);
      const within = tf.minimum(tf.maximum(x, tf.mul(step, low)), tf.mul(step, high));
      const pull = tf.mul(tf.sub(within, rounded), strength);
      return customGradients<[drawn: tf.Tensor]>([x, rounded, pull], (_, value, drawn) => ({
        value,
        saved: [drawn],
        gradients: (dy, [kept]) => [kept, dy, tf.zerosLike(kept)],
      }));
    },
  };
}

/** Codes that are settled times steps that go on learning: weights hold codes, and receive no gradient. */
export const settledCodes: Lsq = {
  ...lsq,
  fakeQuantize(codes, parameters) {
    const fixed = customGradients([codes], (value) => ({
      value,
      saved: [],
      gradients: (dy) => [tf.zerosLike(dy)],
    }));
    return tf.mul(fixed, flooredMagnitudeTensor(parameters.step));
  },
} satisfies Quantizer<'step'>;
