import { distilRecourse } from '../terms/distil-recourse.ts';
import { distil } from '../terms/distil.ts';
import type { QuantizedMethod } from './method.ts';

/**
 * The teacher rounded, steps and clips calibrated: fitted so that logits stay the teacher's on training rows and at the
 * teacher's recourse points. Weights and biases are the teacher's.
 */
export const cfPtqMethod: QuantizedMethod & { readonly name: 'cf-ptq' } = {
  kind: 'quantized',
  name: 'cf-ptq',
  description:
    'steps and clips calibrated on training rows and the teacher’s recourse points, weights frozen',
  source: 'CFQ §5 (CF-PTQ)',
  weights: { quantizer: 'lsq', perChannel: false, stepStart: 'mse' },
  activations: { quantizer: 'pact', bits: 8 },
  allocator: 'uniform',
  terms: [
    { term: distil, weight: 1 },
    { term: distilRecourse, weight: 1 },
  ],
  training: {
    length: { steps: 400 },
    trains: 'quantizers',
    learningRate: 1e-3,
    quantizerRate: 1,
    totalDecay: 0,
    keep: 'last',
  },
};
