import * as tf from '@tensorflow/tfjs-core';

import { RecourseError } from '../recourse-error.ts';

/**
 * The logit margin of the target, `m(x; t) = g(x)_t − max_{y ≠ t} g(x)_y` (CFQ §4.2), traceable.
 *
 * @param logits - `[n, classes]`, two classes or more.
 * @param target - A class index.
 * @returns `[n]`; positive exactly where the target is predicted.
 * @throws RecourseError when the target is not one of the classes.
 */
export function targetMargin(logits: tf.Tensor2D, target: number): tf.Tensor1D {
  const [rows, classes] = logits.shape;
  if (!Number.isInteger(target) || target < 0 || target >= classes || classes < 2) {
    throw new RecourseError(
      `targetMargin: the target is a class of the model (expected 0…${classes - 1}, got ${target}). Correct it.`,
    );
  }
  const own = tf.slice(logits, [0, target], [rows, 1]);
  const before = tf.slice(logits, [0, 0], [rows, target]);
  const after = tf.slice(logits, [0, target + 1], [rows, classes - target - 1]);
  const parts = [before, after].filter((part) => part.shape[1] > 0);
  const others = parts.length === 1 ? parts[0]! : tf.concat(parts, 1);
  const rival = classes === 2 ? others : tf.max(others, 1, true);
  return tf.reshape(tf.sub(own, rival), [rows]);
}
