import * as tf from '@tensorflow/tfjs-core';

/** Puts `step − 1` zeros between neighbours along an axis: n elements become (n − 1) · step + 1. */
export function spreadAlong(x: tf.Tensor, axis: number, step: number): tf.Tensor {
  const count = x.shape[axis]!;
  if (step === 1 || count < 2) return x;
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const apart = tf.pad(
    tf.reshape(x, [...before, count, 1, ...after]),
    [...before, 0, 1, ...after].map((_, i): [number, number] => [0, i === axis + 1 ? step - 1 : 0]),
  );
  const whole = tf.reshape(apart, [...before, count * step, ...after]);
  return tf.slice(
    whole,
    whole.shape.map(() => 0),
    [...before, (count - 1) * step + 1, ...after],
  );
}
