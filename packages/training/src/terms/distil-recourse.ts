import { recoursePoints } from '../samplers/recourse-points.ts';
import { defineTerm } from './define-term.ts';
import { squaredLogitError } from './squared-logit-error.ts';

/**
 * Logits distilled at `x + δ_fp` of denied training rows whose teacher action succeeds. See {@link squaredLogitError}.
 *
 * @see CFQ §5 (CF-PTQ), which calibrates on factual and on recourse points.
 */
export const distilRecourse = defineTerm({
  kind: 'points',
  name: 'distil-recourse',
  description: "squared error to the teacher's logits at the teacher's recourse points",
  source: 'CFQ §5 (CF-PTQ)',
  sampler: recoursePoints,
  value: squaredLogitError,
});
