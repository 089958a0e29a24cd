import * as tf from '@tensorflow/tfjs-core';
import { favourableClass } from '../model/favourable-class.ts';

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

/**
 * The mean of {@link rowCrossEntropies}, of which each row counts by its class. Traced.
 *
 * @param classWeights [classes], with a mean of 1 over the training rows; default 1 each.
 */
export function crossEntropy(
  logits: tf.Tensor2D,
  labels: tf.Tensor1D,
  classWeights?: tf.Tensor1D,
): tf.Scalar {
  const losses = rowCrossEntropies(logits, labels);
  if (classWeights === undefined) return tf.mean<tf.Scalar>(losses);
  return tf.mean<tf.Scalar>(tf.mul(losses, tf.gather(classWeights, labels)));
}

/** Logits [rows, classes] whose softmax are the probabilities: those of a model that carries a cut-off, without it. Traced. */
export function withoutCutOff(logits: tf.Tensor2D, logit: tf.Scalar): tf.Tensor2D {
  const favourable = tf.oneHot(tf.scalar(favourableClass, 'int32'), logits.shape[1]);
  return tf.add<tf.Tensor2D>(logits, tf.mul(tf.cast(favourable, 'float32'), logit));
}
