import { pact, uniformSymmetric } from '@cfq/quantizers';
import { defineMethod } from '../recipe/define-method.ts';
import { fixedBits } from '../stages/bits/fixed-bits.ts';

/**
 * The teacher rounded to 4 bits everywhere, whatever the budget: a least-squares step for each layer, clips at the largest
 * hidden outputs of the training rows, nothing trained.
 */
export const ptq4Method = defineMethod({
  kind: 'quantized',
  name: 'ptq4',
  description: 'the teacher rounded to 4 bits after training, at any budget',
  source:
    'Krishnamoorthi 2018; Nagel et al. 2021, A White Paper on Neural Network Quantization, §3; CFQ §5 (PTQ-4)',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: uniformSymmetric, perChannel: false, scaleInit: 'least-squares' },
  activations: { quantizer: pact, bits: 8 },
  bits: fixedBits(4),
  terms: [],
  training: { length: { steps: 0 }, learningRate: 0, quantizerLrScale: 0, totalDecay: 0, checkpoint: 'last' },
});
