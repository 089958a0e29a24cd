import * as tf from '@tensorflow/tfjs-core';

/**
 * Sums a tensor over the axes that a parameter was broadcast along, so that the result has the parameter's
 * shape: everything for `[]`, all but the channel axis for a per-channel parameter.
 */
export function sumToShape(x: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const axes = x.shape.map((_, axis) => axis).filter((axis) => (shape[axis] ?? 1) === 1);
  const summed = axes.length === 0 ? x : tf.sum(x, axes);
  return tf.reshape(summed, [...shape]);
}
