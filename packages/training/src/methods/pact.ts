import { task } from '../terms/task.ts';
import type { QuantizedMethod } from './method.ts';

/**
 * As `lsq`, and the hidden activations are clipped at a learned level and quantized to as few bits as the weights.
 */
export const pactMethod: QuantizedMethod & { readonly name: 'pact' } = {
  kind: 'quantized',
  name: 'pact',
  description: 'uniform weights and activations at the same bits, task loss',
  source: 'Choi et al. 2018; CFQ §5',
  weights: { quantizer: 'lsq', perChannel: false, stepStart: 'quantizer' },
  activations: { quantizer: 'pact', bits: 'as-weights' },
  allocator: 'uniform',
  terms: [{ term: task, weight: 1 }],
  training: { length: { passes: 20 }, learningRate: 1e-3, quantizerRate: 0.1, totalDecay: 0.5, keep: 'best' },
};
