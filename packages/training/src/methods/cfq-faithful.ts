import { counterfactualMarginSensitivity, knapsack } from '@cfq/bit-allocation';
import { lsq, pact } from '@cfq/quantizers';
import { defineMethod } from '../recipe/define-method.ts';
import { measuredBits } from '../stages/bits/measured-bits.ts';
import { feasibleMatch } from '../terms/feasible-match.ts';
import { match } from '../terms/match.ts';
import { nearMiss } from '../terms/near-miss.ts';

/**
 * Margins matched to the teacher's, in both directions, wherever a decision will be asked for: on the data, along the
 * teacher's own actions, and on feasible people made of two training rows. Bits are the exact optimum under the
 * budget of what each layer's rounding was measured to cost at the teacher's recourse points.
 */
export const cfqFaithfulMethod = defineMethod({
  kind: 'quantized',
  name: 'cfq-faithful',
  description: 'two-sided: keeps the teacher’s yes and its no, bits by measured counterfactual sensitivity',
  source: 'this project; margins matched as in Ba & Caruana 2014',
  role: 'ours',
  twoSided: true,
  criterion: 'faithfulness',
  weights: { quantizer: lsq, perChannel: true, scaleInit: 'least-squares' },
  activations: { quantizer: pact, bits: 8 },
  bits: measuredBits({ sensitivity: counterfactualMarginSensitivity, allocator: knapsack, trials: true }),
  terms: [
    { term: match, weight: 1 },
    { term: nearMiss, weight: 1 },
    { term: feasibleMatch, weight: 1 },
  ],
  training: {
    length: { steps: 2000 },
    learningRate: 3e-4,
    quantizerLrScale: 0.05,
    totalDecay: 0,
    checkpoint: 'last',
  },
});
