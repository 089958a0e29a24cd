import { feasibleMatch } from '../terms/feasible-match.ts';
import { match } from '../terms/match.ts';
import { nearMiss } from '../terms/near-miss.ts';
import type { QuantizedMethod } from './method.ts';

/**
 * Margins matched to the teacher's, in both directions, wherever a decision will be asked for: on the data, along the
 * teacher's own actions, and on feasible people made of two training rows. Bits are the exact optimum under the
 * budget of what each layer's rounding was measured to cost at the teacher's recourse points.
 */
export const cfqFaithfulMethod: QuantizedMethod & { readonly name: 'cfq-faithful' } = {
  kind: 'quantized',
  name: 'cfq-faithful',
  description: 'two-sided: keeps the teacher’s yes and its no, bits by measured counterfactual sensitivity',
  source: 'this project; margins matched as in Ba & Caruana 2014',
  weights: { quantizer: 'lsq', perChannel: true, stepStart: 'mse' },
  activations: { quantizer: 'pact', bits: 8 },
  allocator: 'counterfactual-knapsack',
  terms: [
    { term: match, weight: 1 },
    { term: nearMiss, weight: 1 },
    { term: feasibleMatch, weight: 1 },
  ],
  training: { length: { steps: 2000 }, learningRate: 3e-4, quantizerRate: 0.05, totalDecay: 0, keep: 'last' },
};
