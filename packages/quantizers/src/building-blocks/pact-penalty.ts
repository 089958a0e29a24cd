import * as tf from '@tensorflow/tfjs-core';

/**
 * PACT's L2 regularisation of a clipping level, `Σ α²`: a scalar to add to the loss with the weight-decay
 * factor, so that the clip shrinks until the quantization error it saves is worth what it cuts off.
 *
 * @param clip the `clip` parameter of a PACT record, any shape.
 * @see Choi et al. 2018 §3.
 */
export function pactPenalty(clip: tf.Tensor): tf.Scalar {
  return tf.sum<tf.Scalar>(tf.square(clip));
}
