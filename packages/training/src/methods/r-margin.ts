import { task } from '../terms/task.ts';
import type { QuantizedMethod } from './method.ts';

/**
 * Robustness bought before quantization: the teacher is trained with a margin at its own recourse points and issues the
 * promises; it is then quantized as `lsq` does it.
 */
export const rMarginMethod: QuantizedMethod & { readonly name: 'r-margin' } = {
  kind: 'quantized',
  name: 'r-margin',
  description: 'a teacher with a margin at its own recourse points, then as lsq',
  source: 'CFQ §5 (R-margin)',
  teacher: 'margin',
  weights: { quantizer: 'lsq', perChannel: false, stepStart: 'quantizer' },
  activations: { quantizer: 'pact', bits: 8 },
  allocator: 'uniform',
  terms: [{ term: task, weight: 1 }],
  training: { length: { passes: 20 }, learningRate: 1e-3, quantizerRate: 0.1, totalDecay: 0.5, keep: 'best' },
};
