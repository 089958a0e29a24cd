import * as tf from '@tensorflow/tfjs-core';
import { crossEntropy } from '../optimizer/cross-entropy.ts';
import type { PointTerm } from './objective-term.ts';

/**
 * `L_valid = E[ −log softmax(g_q(x + δ_fp))_{y_tgt} ]` over denied people whose teacher action succeeds (CFQ §4.2).
 * It rewards saying yes and nothing else: alone it is won by approving everybody.
 */
export const valid: PointTerm = {
  kind: 'points',
  name: 'valid',
  description: "cross-entropy to the target class at the teacher's recourse points",
  points: 'recourse',
  value: ({ student, target }) => crossEntropy(student, tf.fill([student.shape[0]], target, 'int32')),
};
