import { targetMargin } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import type { TermInputs } from './objective-term.ts';

/** Distance from the boundary, in logits, over which the weight of a point falls by `e`. */
const bandwidth = 0.5;
/** Added to the weight of a point, so that points far from the boundary are not forgotten. */
const floor = 0.1;
/** How much more an error costs that makes the student kinder than a teacher who says no. */
const leniencyPenalty = 4;

/**
 * Two-sided margin match: `E[ (exp(−|m_f| / 0.5) + 0.1) · c · (m_q − m_f)² ]`. Traced.
 *
 * Points near the teacher's boundary weigh most: there a small error turns a yes into a no or a no into a yes. `c = 4`
 * where the teacher denies and the student's margin is above the teacher's, else 1: recourse is issued with a margin, so
 * that a yes has room for an error, while a near miss has none.
 */
export function marginMatch({ student, teacher, target }: TermInputs): tf.Scalar {
  const promised = targetMargin(teacher, target);
  const error = tf.sub(targetMargin(student, target), promised);
  const near = tf.add(tf.exp(tf.div(tf.neg(tf.abs(promised)), bandwidth)), floor);
  const tooKind = tf.logicalAnd(tf.lessEqual(promised, 0), tf.greater(error, 0));
  const side = tf.add(tf.mul(tf.cast(tooKind, 'float32'), leniencyPenalty - 1), 1);
  return tf.mean<tf.Scalar>(tf.mul(tf.mul(near, side), tf.square(error)));
}
