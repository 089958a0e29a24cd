import type { QuantizedMethod } from './method.ts';

/**
 * The teacher rounded after training, bits by the exact optimum of what rounding each layer alone was measured to cost the
 * task on training rows; nothing trained.
 */
export const mixedPtqMethod: QuantizedMethod & { readonly name: 'mixed-ptq' } = {
  kind: 'quantized',
  name: 'mixed-ptq',
  description: 'the teacher rounded after training, bits by measured task loss',
  source: 'Nahshan et al. 2021, Loss Aware Post-Training Quantization; CFQ §5 (Mixed-PTQ)',
  weights: { quantizer: 'uniform-symmetric', perChannel: false, stepStart: 'mse' },
  activations: { quantizer: 'pact', bits: 8 },
  allocator: 'loss-knapsack',
  terms: [],
  training: { length: { steps: 0 }, learningRate: 0, quantizerRate: 0, totalDecay: 0, keep: 'last' },
};
