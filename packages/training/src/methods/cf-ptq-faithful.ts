import { counterfactualMarginSensitivity, knapsack } from '@cfq/bit-allocation';
import { lsq, pact } from '@cfq/quantizers';
import { adaRound } from '../stages/round/ada-round.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { measuredBits } from '../stages/bits/measured-bits.ts';
import { feasibleMatch } from '../terms/feasible-match.ts';
import { match } from '../terms/match.ts';
import { nearMiss } from '../terms/near-miss.ts';

/**
 * The two-sided margin match for people who may not retrain: the teacher's weights are never trained. Fitted are steps,
 * clips, biases, and for every weight which of the two codes around it stands for it. The objective and the bits are
 * those of `cfq-faithful`. 500 updates: on validation rows 1 000 are not shown to do better (tools/compare/README.md).
 */
export const cfPtqFaithfulMethod = defineMethod({
  kind: 'quantized',
  name: 'cf-ptq-faithful',
  description: 'two-sided, calibration only: steps, clips, biases and roundings fitted, weights frozen',
  source: 'this project; roundings as in Nagel et al. 2020, Up or Down?',
  role: 'ours',
  twoSided: true,
  criterion: 'faithfulness',
  weights: { quantizer: lsq, perChannel: true, scaleInit: 'least-squares' },
  activations: { quantizer: pact, bits: 8 },
  bits: measuredBits({ sensitivity: counterfactualMarginSensitivity, allocator: knapsack, trials: true }),
  round: adaRound,
  terms: [
    { term: match, weight: 1 },
    { term: nearMiss, weight: 1 },
    { term: feasibleMatch, weight: 1 },
  ],
  training: {
    length: { steps: 500 },
    largestBatch: 128,
    trainable: 'quantizers-and-biases',
    learningRate: 1e-3,
    quantizerLrScale: 0.1,
    totalDecay: 0,
    checkpoint: 'last',
  },
});
