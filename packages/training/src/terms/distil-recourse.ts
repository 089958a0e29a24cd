import type { PointTerm } from './objective-term.ts';
import { squaredLogitError } from './squared-logit-error.ts';

/**
 * Logits distilled at `x + δ_fp` of denied training rows whose teacher action succeeds. See {@link squaredLogitError}.
 *
 * @see CFQ §5 (CF-PTQ), which calibrates on factual and on recourse points.
 */
export const distilRecourse: PointTerm = {
  kind: 'points',
  name: 'distil-recourse',
  description: "squared error to the teacher's logits at the teacher's recourse points",
  points: 'recourse',
  value: squaredLogitError,
};
