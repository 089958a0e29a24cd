import * as tf from '@tensorflow/tfjs-core';
import type { PointTerm } from './objective-term.ts';

/**
 * Logits distilled: `E[ ½ ‖ (g_q − ḡ_q) − (g − ḡ) ‖² ]` on training rows, the bar a mean over classes, since adding a
 * constant to all logits changes no decision. For two classes this is a quarter of the squared margin error.
 *
 * @see Ba & Caruana 2014, "Do Deep Nets Really Need to be Deep?", §2.2, which matches logits by squared error.
 */
export const distil: PointTerm = {
  kind: 'points',
  name: 'distil',
  description: "squared error to the teacher's logits on training rows",
  points: 'data',
  value: ({ student, teacher }) => {
    const centred = (logits: tf.Tensor2D): tf.Tensor => tf.sub(logits, tf.mean(logits, -1, true));
    const squares = tf.sum(tf.square(tf.sub(centred(student), centred(teacher))), -1);
    return tf.mul<tf.Scalar>(tf.mean(squares), 0.5);
  },
};
