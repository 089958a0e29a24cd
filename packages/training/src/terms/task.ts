import { dataPoints } from '../samplers/data-points.ts';
import { defineTerm } from './define-term.ts';
import { crossEntropy, withoutCutOff } from '../optimizer/cross-entropy.ts';

/**
 * `L_task = E[ −log softmax(g_q(x))_y ]` on training rows (CFQ §4.2). Where the teacher has a cut-off other than even odds, the
 * softmax is that of the logits without it, so that the student learns the same cut-off in its bias; rows count by class as they do for
 * the teacher.
 */
export const task = defineTerm({
  kind: 'points',
  name: 'task',
  description: 'cross-entropy to the label on training rows',
  source: 'CFQ §4.2',
  sampler: dataPoints,
  value: ({ student, labels, labelled }) =>
    labelled === undefined
      ? crossEntropy(student, labels)
      : crossEntropy(withoutCutOff(student, labelled.logit), labels, labelled.classWeights),
});
