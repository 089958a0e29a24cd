import { recoursePoints } from '../samplers/recourse-points.ts';
import { defineTerm } from './define-term.ts';
import * as tf from '@tensorflow/tfjs-core';
import { crossEntropy } from '../optimizer/cross-entropy.ts';

/**
 * `L_valid = E[ −log softmax(g_q(x + δ_fp))_{y_tgt} ]` over denied people whose teacher action succeeds (CFQ §4.2).
 * It rewards saying yes and nothing else: alone it is won by approving everybody.
 */
export const valid = defineTerm({
  kind: 'points',
  name: 'valid',
  description: "cross-entropy to the target class at the teacher's recourse points",
  source: 'CFQ §4.2',
  sampler: recoursePoints,
  value: ({ student, target }) => crossEntropy(student, tf.fill([student.shape[0]], target, 'int32')),
});
