import { defineMethod } from '../recipe/define-method.ts';
import { equalised } from '../stages/start/equalised.ts';
import { feasibleMatch } from '../terms/feasible-match.ts';
import { match } from '../terms/match.ts';
import { nearMiss } from '../terms/near-miss.ts';
import { cfqFaithfulMethod } from './cfq-faithful.ts';

/**
 * {@link cfqFaithfulMethod} for two and three bits: hidden units of one range, four times the updates at three times the rate, and
 * most of the objective at feasible people, who are new at every step. On few bits training rows are learned by heart before
 * anything else is; what each of these buys on validation rows is measured in tools/compare/README.md.
 */
export const cfqLowBitMethod = defineMethod({
  kind: 'quantized',
  name: 'cfq-low-bit',
  description: 'cfq-faithful for two and three bits: equalised units, longer training, mostly on new people',
  source: 'this project; units scaled as in Nagel et al. 2019, Data-Free Quantization',
  role: 'ours',
  twoSided: true,
  criterion: 'faithfulness',
  weights: cfqFaithfulMethod.weights,
  activations: cfqFaithfulMethod.activations,
  start: equalised(),
  bits: cfqFaithfulMethod.bits,
  terms: [
    { term: match, weight: 1 },
    { term: nearMiss, weight: 1 },
    { term: feasibleMatch, weight: 4 },
  ],
  training: { ...cfqFaithfulMethod.training, length: { steps: 8000 }, learningRate: 1e-3 },
});
