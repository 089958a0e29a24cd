import * as tf from '@tensorflow/tfjs-core';

/** How far the sigmoid is stretched beyond 0 and 1 on either side, so that both ends are reached. */
const stretch = 0.1;
const span = 1 + 2 * stretch;
/** Beyond this `v`, either way, the clamp holds: |ln(0.1 / 1.1)| rounded up. Within it the engine's sigmoid is exact enough. */
const saturated = 2.5;

/**
 * `h(v) = clamp(1.2 σ(v) − 0.1, 0, 1)`: how far a weight is rounded up, from 0 (down) to 1 (up). Traced.
 *
 * @see Nagel et al. 2020, "Up or Down? Adaptive Rounding for Post-Training Quantization", §3.3, eq. 23.
 */
export function rectifiedSigmoid(v: tf.Tensor): tf.Tensor {
  const bounded = tf.clipByValue(v, -saturated, saturated);
  return tf.clipByValue(tf.sub(tf.mul(tf.sigmoid(bounded), span), stretch), 0, 1);
}

/** The `v` at which {@link rectifiedSigmoid} is `share`, a number in [0, 1]: finite at both ends. */
export function inverseRectifiedSigmoid(share: number): number {
  return Math.log((share + stretch) / (1 + stretch - share));
}
