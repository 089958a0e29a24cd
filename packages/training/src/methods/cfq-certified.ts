import { counterfactualMarginSensitivity, knapsack } from '@cfq/bit-allocation';
import { lsq, pact } from '@cfq/quantizers';
import { defineMethod } from '../recipe/define-method.ts';
import { equalised } from '../stages/start/equalised.ts';
import { measuredBits } from '../stages/bits/measured-bits.ts';
import { feasibleMatch } from '../terms/feasible-match.ts';
import { match } from '../terms/match.ts';
import { nearMiss } from '../terms/near-miss.ts';

/**
 * {@link cfqFaithfulMethod} from a start whose hidden units all use the whole of their grid. Half a step of an output that is rounded is
 * then worth as little as it can be, and certificates hold in boxes where they did not.
 */
export const cfqCertifiedMethod = defineMethod({
  kind: 'quantized',
  name: 'cfq-certified',
  description:
    'cfq-faithful from hidden units of one range: what rounding them can do is bounded two to three times closer',
  source: 'this project; units scaled as in Nagel et al. 2019, Data-Free Quantization',
  role: 'ours',
  twoSided: true,
  criterion: 'faithfulness',
  weights: { quantizer: lsq, perChannel: true, scaleInit: 'least-squares' },
  activations: { quantizer: pact, bits: 8 },
  start: equalised(),
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
