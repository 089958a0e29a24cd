import type { QuantizedMethod } from './method.ts';

/**
 * The teacher rounded to 8 bits everywhere, whatever the budget: a least-squares step for each layer, clips at the largest
 * hidden outputs of the training rows, nothing trained.
 */
export const ptq8Method: QuantizedMethod & { readonly name: 'ptq8' } = {
  kind: 'quantized',
  name: 'ptq8',
  description: 'the teacher rounded to 8 bits after training, at any budget',
  source:
    'Krishnamoorthi 2018; Nagel et al. 2021, A White Paper on Neural Network Quantization, §3; CFQ §5 (PTQ-8)',
  weights: { quantizer: 'uniform-symmetric', perChannel: false, stepStart: 'mse', fixedBits: 8 },
  activations: { quantizer: 'pact', bits: 8 },
  allocator: 'uniform',
  terms: [],
  training: { length: { steps: 0 }, learningRate: 0, quantizerRate: 0, totalDecay: 0, keep: 'last' },
};
