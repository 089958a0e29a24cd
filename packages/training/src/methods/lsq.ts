import { task } from '../terms/task.ts';
import type { QuantizedMethod } from './method.ts';

/**
 * Quantization-aware fine-tuning as people do it today: learned steps, the task loss, one bit-width everywhere.
 */
export const lsqMethod: QuantizedMethod & { readonly name: 'lsq' } = {
  kind: 'quantized',
  name: 'lsq',
  description: 'uniform weights with learned steps, task loss',
  source: 'Esser et al. 2020; CFQ §5',
  weights: { quantizer: 'lsq', perChannel: false, stepStart: 'quantizer' },
  activations: { quantizer: 'pact', bits: 8 },
  allocator: 'uniform',
  terms: [{ term: task, weight: 1 }],
  training: { length: { passes: 20 }, learningRate: 1e-3, quantizerRate: 0.1, totalDecay: 0.5, keep: 'best' },
};
