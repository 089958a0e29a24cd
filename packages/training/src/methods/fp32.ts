import type { FullPrecisionMethod } from './method.ts';

/** The teacher itself: the identity row, against which every disagreement is zero. */
export const fp32Method: FullPrecisionMethod & { readonly name: 'fp32' } = {
  kind: 'full-precision',
  name: 'fp32',
  description: 'the teacher itself, 32 bits',
  source: 'CFQ §5',
  model: 'teacher',
};
