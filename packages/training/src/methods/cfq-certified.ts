import { defineMethod } from '../recipe/define-method.ts';
import { equalised } from '../stages/start/equalised.ts';
import { cfqFaithfulMethod } from './cfq-faithful.ts';

/**
 * {@link cfqFaithfulMethod} from a start whose hidden units all use the whole of their grid. Half a step of an output that is rounded is
 * then worth as little as it can be, and certificates hold in boxes where they did not.
 */
export const cfqCertifiedMethod = defineMethod({
  kind: 'quantized',
  name: 'cfq-certified',
  description: 'cfq-faithful from hidden units of one range: what rounding them can do is bounded closer',
  source: 'this project; units scaled as in Nagel et al. 2019, Data-Free Quantization',
  role: 'ours',
  twoSided: true,
  criterion: 'faithfulness',
  weights: cfqFaithfulMethod.weights,
  activations: cfqFaithfulMethod.activations,
  start: equalised(),
  bits: cfqFaithfulMethod.bits,
  terms: cfqFaithfulMethod.terms,
  training: cfqFaithfulMethod.training,
});
