import * as tf from '@tensorflow/tfjs-core';

/** Which whole numbers are at least 0 and less than `end`. */
export function inRange(positions: tf.Tensor, end: number): tf.Tensor {
  return tf.logicalAnd(tf.greaterEqual(positions, 0), tf.less(positions, tf.scalar(end, 'int32')));
}

/** The rows of `values` at positions, where `valid` holds; zeros elsewhere. */
export function takeInRange(values: tf.Tensor, positions: tf.Tensor, valid: tf.Tensor): tf.Tensor {
  const taken = tf.gather(values, tf.where(valid, positions, tf.zerosLike(positions)));
  const mask = tf.reshape(valid, [...valid.shape, ...taken.shape.slice(valid.rank).map(() => 1)]);
  return tf.where(mask, taken, tf.zerosLike(taken));
}
