import { dataPoints } from '../samplers/data-points.ts';
import { defineTerm } from './define-term.ts';
import { squaredLogitError } from './squared-logit-error.ts';

/**
 * Logits distilled on training rows. See {@link squaredLogitError}.
 *
 * @see Ba & Caruana 2014, "Do Deep Nets Really Need to be Deep?", §2.2, which matches logits by squared error.
 */
export const distil = defineTerm({
  kind: 'points',
  name: 'distil',
  description: "squared error to the teacher's logits on training rows",
  source: 'Ba & Caruana 2014, Do Deep Nets Really Need to be Deep?',
  sampler: dataPoints,
  value: squaredLogitError,
});
