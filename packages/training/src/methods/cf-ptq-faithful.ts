import { feasibleMatch } from '../terms/feasible-match.ts';
import { match } from '../terms/match.ts';
import { nearMiss } from '../terms/near-miss.ts';
import type { QuantizedMethod } from './method.ts';

/**
 * The two-sided margin match for people who may not retrain: the teacher's weights are never trained. Fitted are steps,
 * clips, biases, and for every weight which of the two codes around it stands for it. The objective and the bits are
 * those of `cfq-faithful`.
 */
export const cfPtqFaithfulMethod: QuantizedMethod & { readonly name: 'cf-ptq-faithful' } = {
  kind: 'quantized',
  name: 'cf-ptq-faithful',
  description: 'two-sided, calibration only: steps, clips, biases and roundings fitted, weights frozen',
  source: 'this project; roundings as in Nagel et al. 2020, Up or Down?',
  weights: { quantizer: 'lsq', perChannel: true, stepStart: 'mse', rounding: 'learned' },
  activations: { quantizer: 'pact', bits: 8 },
  allocator: 'counterfactual-knapsack',
  terms: [
    { term: match, weight: 1 },
    { term: nearMiss, weight: 1 },
    { term: feasibleMatch, weight: 1 },
  ],
  training: {
    length: { steps: 1000 },
    trains: 'quantizers-and-biases',
    learningRate: 1e-3,
    quantizerRate: 0.1,
    totalDecay: 0,
    keep: 'last',
  },
};
