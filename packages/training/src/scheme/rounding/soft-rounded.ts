import { signedGrid } from '@cfq/quantizers';
import * as tf from '@tensorflow/tfjs-core';
import { TrainingError } from '../../training-error.ts';
import { rectifiedSigmoid } from './rectified-sigmoid.ts';

/**
 * Weights between the two codes around them: `s · clamp( ⌊w / s⌋ + h(v), −2^(b−1), 2^(b−1) − 1 )`. The gradient reaches
 * `v` alone: weights and steps are constants here. Traced.
 *
 * @param learned `step` `s`, positive, [] or one a column [outputs], and `rounding` `v` in the shape of the weight.
 * @throws TrainingError when one of them is missing.
 * @see Nagel et al. 2020 §3.3, eq. 22.
 */
export function softRounded(
  weight: tf.Tensor2D,
  { step, rounding }: { readonly [name: string]: tf.Tensor },
  bits: number,
): tf.Tensor2D {
  if (step === undefined || rounding === undefined) {
    throw new TrainingError(
      'softRounded: internal: a fitted rounding has a step and a rounding (expected both, got one at most).',
    );
  }
  const { low, high } = signedGrid(bits);
  const codes = tf.add(tf.floor(tf.div(weight, step)), rectifiedSigmoid(rounding));
  return tf.mul(tf.clipByValue(codes, low, high), step);
}
