import { counterfactualGradientSensitivity, greedy } from '@cfq/bit-allocation';
import { lsq, pact } from '@cfq/quantizers';
import { defineMethod } from '../recipe/define-method.ts';
import { measuredBits } from '../stages/bits/measured-bits.ts';
import { distilRecourse } from '../terms/distil-recourse.ts';
import { distil } from '../terms/distil.ts';

/**
 * As `cf-ptq`, with bits chosen greedily by what the gradient at the teacher's recourse points predicts that rounding each
 * layer costs there.
 */
export const cfPtqSensitivityMethod = defineMethod({
  kind: 'quantized',
  name: 'cf-ptq-sensitivity',
  description: 'as cf-ptq, bits by gradient sensitivity at recourse points',
  source: 'CFQ §5 (CF-PTQ with sensitivity)',
  role: 'paper',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: lsq, perChannel: false, scaleInit: 'least-squares' },
  activations: { quantizer: pact, bits: 8 },
  bits: measuredBits({ sensitivity: counterfactualGradientSensitivity, allocator: greedy }),
  terms: [
    { term: distil, weight: 1 },
    { term: distilRecourse, weight: 1 },
  ],
  training: {
    length: { steps: 400 },
    trainable: 'quantizers',
    learningRate: 1e-3,
    quantizerLrScale: 1,
    totalDecay: 0,
    checkpoint: 'last',
  },
});
