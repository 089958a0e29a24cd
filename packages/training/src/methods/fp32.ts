import { defineMethod } from '../recipe/define-method.ts';

/** The teacher itself: the identity row, against which every disagreement is zero. */
export const fp32Method = defineMethod({
  kind: 'full-precision',
  name: 'fp32',
  description: 'the teacher itself, 32 bits',
  source: 'CFQ §5',
  role: 'floor',
  twoSided: false,
  criterion: 'accuracy',
  model: 'teacher',
});
