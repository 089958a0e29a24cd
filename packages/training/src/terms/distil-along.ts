import { alongRecourse } from '../samplers/along-recourse.ts';
import { defineTerm } from './define-term.ts';
import { squaredLogitError } from './squared-logit-error.ts';

/**
 * Logits distilled along the teacher's own actions, `x + ρ δ_fp` with `ρ` drawn around and below 1: the points of `near-miss` with
 * the plain loss. See {@link squaredLogitError}.
 *
 * @see CFQ §5 (CF-PTQ), which calibrates on factual and on recourse points.
 */
export const distilAlong = defineTerm({
  kind: 'points',
  name: 'distil-along',
  description: "squared error to the teacher's logits along the teacher's own actions",
  source: 'Ba & Caruana 2014; CFQ §5',
  sampler: alongRecourse,
  value: squaredLogitError,
});
