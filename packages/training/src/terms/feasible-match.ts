import { featureCrossover } from '../samplers/feature-crossover.ts';
import { defineTerm } from './define-term.ts';
import { marginMatch } from './margin-match.ts';

/**
 * Margins matched on people who take some of their features from another: the values that recourse on the student will
 * visit, which neither the data nor the teacher's own actions cover. See {@link marginMatch}.
 */
export const feasibleMatch = defineTerm({
  kind: 'points',
  name: 'feasible-match',
  description: 'two-sided margin match on people made of two training rows',
  source: 'this project',
  sampler: featureCrossover,
  value: marginMatch,
});
