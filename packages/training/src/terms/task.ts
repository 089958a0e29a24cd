import { dataPoints } from '../samplers/data-points.ts';
import { defineTerm } from './define-term.ts';
import { crossEntropy } from '../optimizer/cross-entropy.ts';

/** `L_task = E[ −log softmax(g_q(x))_y ]` on training rows (CFQ §4.2). */
export const task = defineTerm({
  kind: 'points',
  name: 'task',
  description: 'cross-entropy to the label on training rows',
  source: 'CFQ §4.2',
  sampler: dataPoints,
  value: ({ student, labels }) => crossEntropy(student, labels),
});
