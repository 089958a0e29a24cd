import { targetMargin } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import type { TermInputs } from './objective-term.ts';

/** Distance from the boundary, in logits, over which the weight falls by `e`. */
const reach = 1;
/** Added to the weight of a point, so that points far from the boundary are not forgotten. */
const floor = 0.1;

/**
 * Weight of a point by the teacher's margin there, `exp(−|m_f|) + 0.1`: near the boundary a small error turns a yes
 * into a no or a no into a yes. Traced.
 */
export function boundaryWeight(margin: tf.Tensor1D): tf.Tensor1D {
  return tf.add(tf.exp(tf.div(tf.neg(tf.abs(margin)), reach)), floor);
}

/**
 * Two-sided margin match: `E[ (exp(−|m_f|) + 0.1) · (m_q − m_f)² ]`. A margin too high and one too low cost the same.
 * Traced.
 */
export function marginMatch({ student, teacher, target }: TermInputs): tf.Scalar {
  const promised = targetMargin(teacher, target);
  const error = tf.sub(targetMargin(student, target), promised);
  return tf.mean<tf.Scalar>(tf.mul(boundaryWeight(promised), tf.square(error)));
}
