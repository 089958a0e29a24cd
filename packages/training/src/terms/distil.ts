import type { PointTerm } from './objective-term.ts';
import { squaredLogitError } from './squared-logit-error.ts';

/**
 * Logits distilled on training rows. See {@link squaredLogitError}.
 *
 * @see Ba & Caruana 2014, "Do Deep Nets Really Need to be Deep?", §2.2, which matches logits by squared error.
 */
export const distil: PointTerm = {
  kind: 'points',
  name: 'distil',
  description: "squared error to the teacher's logits on training rows",
  points: 'data',
  value: squaredLogitError,
};
