import * as tf from '@tensorflow/tfjs-core';

/** Sums a gradient over the axes along which its input, of the shape of `like`, was broadcast. */
export function unbroadcast(gradient: tf.Tensor, like: tf.Tensor): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(like.shape, gradient.shape);
  return tf.reshape(axes.length === 0 ? gradient : tf.sum(gradient, axes), like.shape);
}
