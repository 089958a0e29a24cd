import * as tf from '@tensorflow/tfjs-core';
import type { TermInputs } from './objective-term.ts';

/**
 * `E[ ½ ‖ (g_q − ḡ_q) − (g − ḡ) ‖² ]`, the bar a mean over classes, since adding a constant to all logits changes no
 * decision. For two classes this is a quarter of the squared margin error. Traced.
 */
export function squaredLogitError({ student, teacher }: Pick<TermInputs, 'student' | 'teacher'>): tf.Scalar {
  const centred = (logits: tf.Tensor2D): tf.Tensor => tf.sub(logits, tf.mean(logits, -1, true));
  const squares = tf.sum(tf.square(tf.sub(centred(student), centred(teacher))), -1);
  return tf.mul<tf.Scalar>(tf.mean(squares), 0.5);
}
