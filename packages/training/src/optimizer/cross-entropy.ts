import * as tf from '@tensorflow/tfjs-core';

/**
 * Cross-entropy `log Σ_c exp g_c − g_y` of each row [rows], computed from logits without overflow. Traced.
 *
 * @param logits [rows, classes].
 * @param labels [rows], int32, in `0 … classes − 1`.
 */
export function rowCrossEntropies(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  const classes = logits.shape[1];
  const oneHot = tf.cast(tf.oneHot(labels, classes), 'float32');
  const chosen = tf.sum(tf.mul(logits, oneHot), -1);
  const highest = tf.max(logits, -1, true);
  const shifted = tf.sub(logits, highest);
  const normaliser = tf.add(tf.log(tf.sum(tf.exp(shifted), -1)), tf.reshape(highest, [logits.shape[0]]));
  return tf.sub<tf.Tensor1D>(normaliser, chosen);
}

/** The mean of {@link rowCrossEntropies}. Traced. */
export function crossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  return tf.mean<tf.Scalar>(rowCrossEntropies(logits, labels));
}
