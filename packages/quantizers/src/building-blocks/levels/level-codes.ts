import * as tf from '@tensorflow/tfjs-core';

/**
 * The level that a value belongs to, among levels in ascending order: as many as there are boundaries below it. A value on a
 * boundary belongs to the lower level.
 *
 * @param boundaries ascending, one fewer than the levels; `levelBoundaries` halves the way between them.
 */
export function levelCode(value: number, boundaries: ArrayLike<number>): number {
  let code = 0;
  for (let at = 0; at < boundaries.length; at += 1) if (value > boundaries[at]!) code += 1;
  return code;
}

/** What {@link levelCodes} finds. */
export interface LevelCodes {
  /** Of every element, flat, int32. */
  readonly codes: tf.Tensor1D;
  /** Float32 [elements, boundaries]: 1 where an element lies above a boundary, else 0. */
  readonly above: tf.Tensor2D;
}

/** {@link levelCode} of every element, traced. */
export function levelCodes(x: tf.Tensor, boundaries: tf.Tensor): LevelCodes {
  const values = tf.reshape(x, [x.size, 1]);
  const isAbove = tf.greater<tf.Tensor2D>(values, tf.reshape(boundaries, [1, boundaries.size]));
  const above = tf.cast(isAbove, 'float32');
  return { above, codes: tf.cast(tf.sum<tf.Tensor1D>(above, 1), 'int32') };
}
