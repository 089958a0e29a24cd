import { distil } from '../terms/distil.ts';
import type { QuantizedMethod } from './method.ts';

/**
 * Logits distilled on the training rows: faithful where the data are, and nowhere told what recourse will visit.
 */
export const kdMethod: QuantizedMethod & { readonly name: 'kd' } = {
  kind: 'quantized',
  name: 'kd',
  description: 'uniform weights, logits distilled from the teacher',
  source: 'Ba & Caruana 2014; CFQ §5 (KD)',
  weights: { quantizer: 'lsq', perChannel: false, stepStart: 'quantizer' },
  activations: { quantizer: 'pact', bits: 8 },
  allocator: 'uniform',
  terms: [{ term: distil, weight: 1 }],
  training: { length: { passes: 20 }, learningRate: 1e-3, quantizerRate: 0.1, totalDecay: 0, keep: 'last' },
};
