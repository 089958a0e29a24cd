import { straightThrough } from '@cfq/quantizers/building-blocks';
import type { ColumnGrid } from '@cfq/network';
import * as tf from '@tensorflow/tfjs-core';

const vector = (values: Float32Array): tf.Tensor =>
  values.length === 1 ? tf.scalar(values[0]!) : tf.tensor1d(values);

/** Columns on their grid, with the clipped straight-through gradient. Traced. */
export function onColumnGrid(x: tf.Tensor2D, { scale, offset, lowest, highest }: ColumnGrid): tf.Tensor2D {
  const grid = { low: lowest, high: highest, signed: lowest < 0 };
  const step = vector(scale);
  if (offset.every((value) => value === 0)) return straightThrough(x, { scale: step, grid }) as tf.Tensor2D;
  const from = vector(offset);
  return tf.add(straightThrough(tf.sub(x, from), { scale: step, grid }), from);
}
