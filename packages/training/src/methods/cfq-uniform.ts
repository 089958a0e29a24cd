import { task } from '../terms/task.ts';
import { valid } from '../terms/valid.ts';
import type { QuantizedMethod } from './method.ts';

/**
 * `cfq` with one bit-width everywhere: `L_task + η · L_valid`, `η = 1`. Bits are given, so they have no cost. Against
 * `cfq` it shows what choosing bits buys; against `lsq`, what `L_valid` does.
 */
export const cfqUniformMethod: QuantizedMethod & { readonly name: 'cfq-uniform' } = {
  kind: 'quantized',
  name: 'cfq-uniform',
  description: 'cfq with uniform bits',
  source: 'CFQ §4.2, §5 (ablation without mixed precision)',
  weights: { quantizer: 'lsq', perChannel: false, stepStart: 'quantizer' },
  activations: { quantizer: 'pact', bits: 8 },
  allocator: 'uniform',
  terms: [
    { term: task, weight: 1 },
    { term: valid, weight: 1 },
  ],
  training: { length: { passes: 20 }, learningRate: 1e-3, quantizerRate: 0.1, totalDecay: 0.5, keep: 'last' },
};
