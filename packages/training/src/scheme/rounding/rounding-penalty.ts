import * as tf from '@tensorflow/tfjs-core';
import { rectifiedSigmoid } from './rectified-sigmoid.ts';

/** Keeps the logarithm of a distance finite. */
const tiny = 1e-6;

/**
 * `Σ_i ( 1 − |2 h(v_i) − 1|^β )`: the number of weights that are neither up nor down. A large `β` leaves all but the extremes
 * alone, a small one pushes every weight to its nearer end. Traced.
 *
 * @param sharpness `β`, a scalar, positive.
 * @see Nagel et al. 2020 §3.3, eq. 24.
 */
export function roundingPenalty(roundings: readonly tf.Tensor[], sharpness: tf.Tensor): tf.Scalar {
  return roundings
    .map((v) => {
      const apart = tf.abs(tf.sub(tf.mul(rectifiedSigmoid(v), 2), 1));
      // A power whose exponent is traced, written so that no gradient flows into the exponent.
      const settled = tf.exp(tf.mul(tf.log(tf.add(apart, tiny)), sharpness));
      return tf.sum<tf.Scalar>(tf.sub(1, settled));
    })
    .reduce((sum, part) => tf.add<tf.Scalar>(sum, part));
}
