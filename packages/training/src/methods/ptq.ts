import { uniform } from '@cfq/bit-allocation';
import { uniformAffine, uniformSymmetric } from '@cfq/quantizers';
import { defineMethod } from '../recipe/define-method.ts';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';

/**
 * The teacher rounded to nearest after training, a step of least squared error for each output: what the methods that choose codes
 * are held against. `overrideRecipe` exchanges the observers and corrects biases. Nothing is trained.
 */
export const ptqMethod = defineMethod({
  kind: 'quantized',
  name: 'ptq',
  description: 'the teacher rounded to nearest after training, ranges as an observer chooses them',
  source: 'Krishnamoorthi 2018; Nagel et al. 2021, A White Paper on Neural Network Quantization, §3',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: uniformSymmetric, perChannel: true, scaleInit: 'least-squares' },
  activations: { quantizer: uniformAffine, bits: 8 },
  bits: allocatedBits(uniform),
  terms: [],
  training: { length: { steps: 0 }, learningRate: 0, quantizerLrScale: 0, totalDecay: 0, checkpoint: 'last' },
});
