import * as tf from '@tensorflow/tfjs-core';
import { targetMargin } from '@cfq/recourse';
import type { TermInputs } from './objective-term.ts';

/** Added to the weight of a point, so that points far from the boundary are not forgotten. */
export const marginMatchFloor = 0.1;

/**
 * Two-sided margin match: `E[ (exp(−|m_f|) + 0.1) · (m_q − m_f)² ]`. Points near the teacher's boundary, where a
 * small error turns a yes into a no or a no into a yes, weigh most; both directions cost the same. Traced.
 */
export function marginMatch({ student, teacher, target }: TermInputs): tf.Scalar {
  const promised = targetMargin(teacher, target);
  const error = tf.sub(targetMargin(student, target), promised);
  const weight = tf.add(tf.exp(tf.neg(tf.abs(promised))), marginMatchFloor);
  return tf.mean<tf.Scalar>(tf.mul(weight, tf.square(error)));
}
