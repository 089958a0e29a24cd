import { task } from '../terms/task.ts';
import type { QuantizedMethod } from './method.ts';

/**
 * Robustness bought before quantization: two teachers are trained to agree at each other's recourse points, the first
 * issues the promises, and is then quantized as `lsq` does it.
 */
export const rConsistencyMethod: QuantizedMethod & { readonly name: 'r-consistency' } = {
  kind: 'quantized',
  name: 'r-consistency',
  description: 'the first of two teachers that agree at their recourse points, then as lsq',
  source: 'CFQ §5 (R-consistency)',
  teacher: 'consistency',
  weights: { quantizer: 'lsq', perChannel: false, stepStart: 'quantizer' },
  activations: { quantizer: 'pact', bits: 8 },
  allocator: 'uniform',
  terms: [{ term: task, weight: 1 }],
  training: { length: { passes: 20 }, learningRate: 1e-3, quantizerRate: 0.1, totalDecay: 0.5, keep: 'best' },
};
