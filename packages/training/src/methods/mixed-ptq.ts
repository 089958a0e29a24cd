import { knapsack, lossSensitivity } from '@cfq/bit-allocation';
import { pact, uniformSymmetric } from '@cfq/quantizers';
import { defineMethod } from '../recipe/define-method.ts';
import { measuredBits } from '../stages/bits/measured-bits.ts';

/**
 * The teacher rounded after training, bits by the exact optimum of what rounding each layer alone was measured to cost the
 * task on training rows; nothing trained.
 */
export const mixedPtqMethod = defineMethod({
  kind: 'quantized',
  name: 'mixed-ptq',
  description: 'the teacher rounded after training, bits by measured task loss',
  source: 'Nahshan et al. 2021, Loss Aware Post-Training Quantization; CFQ §5 (Mixed-PTQ)',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: uniformSymmetric, perChannel: false, scaleInit: 'least-squares' },
  activations: { quantizer: pact, bits: 8 },
  bits: measuredBits({ sensitivity: lossSensitivity, allocator: knapsack }),
  terms: [],
  training: { length: { steps: 0 }, learningRate: 0, quantizerLrScale: 0, totalDecay: 0, checkpoint: 'last' },
});
