import { crossEntropy } from '../optimizer/cross-entropy.ts';
import type { PointTerm } from './objective-term.ts';

/** `L_task = E[ −log softmax(g_q(x))_y ]` on training rows (CFQ §4.2). */
export const task: PointTerm = {
  kind: 'points',
  name: 'task',
  description: 'cross-entropy to the label on training rows',
  points: 'data',
  value: ({ student, labels }) => crossEntropy(student, labels),
};
