import { featureCrossover } from '../samplers/feature-crossover.ts';
import { defineTerm } from './define-term.ts';
import { squaredLogitError } from './squared-logit-error.ts';

/**
 * Logits distilled on people who take some of their features from another, new ones at every step: the teacher labels any point for
 * nothing, so that there is no end of rows to learn from. See {@link squaredLogitError}.
 *
 * @see Buciluă et al. 2006, "Model Compression", §3, which distils on rows made by exchanging features between neighbours (MUNGE).
 */
export const distilFeasible = defineTerm({
  kind: 'points',
  name: 'distil-feasible',
  description: "squared error to the teacher's logits on people made of two training rows",
  source: 'Buciluă et al. 2006, Model Compression',
  sampler: featureCrossover,
  value: squaredLogitError,
});
