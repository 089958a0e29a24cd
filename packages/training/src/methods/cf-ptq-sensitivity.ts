import { distilRecourse } from '../terms/distil-recourse.ts';
import { distil } from '../terms/distil.ts';
import type { QuantizedMethod } from './method.ts';

/**
 * As `cf-ptq`, with bits chosen greedily by what the gradient at the teacher's recourse points predicts that rounding each
 * layer costs there.
 */
export const cfPtqSensitivityMethod: QuantizedMethod & { readonly name: 'cf-ptq-sensitivity' } = {
  kind: 'quantized',
  name: 'cf-ptq-sensitivity',
  description: 'as cf-ptq, bits by gradient sensitivity at recourse points',
  source: 'CFQ §5 (CF-PTQ with sensitivity)',
  weights: { quantizer: 'lsq', perChannel: false, stepStart: 'mse' },
  activations: { quantizer: 'pact', bits: 8 },
  allocator: 'counterfactual-gradient',
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
