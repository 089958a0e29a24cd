import { bitCost } from '../terms/bit-cost.ts';
import { task } from '../terms/task.ts';
import type { QuantizedMethod } from './method.ts';

/**
 * Mixed precision learned by the Gumbel-Softmax policy of CFQ §4.3 on the task loss alone: `L_task + λ · BitCost`.
 */
export const mixedprecMethod: QuantizedMethod & { readonly name: 'mixedprec' } = {
  kind: 'quantized',
  name: 'mixedprec',
  description: 'learned bits per layer, task loss',
  source: 'CFQ §4.3, §5 (without the counterfactual loss)',
  weights: { quantizer: 'lsq', perChannel: false, stepStart: 'quantizer' },
  activations: { quantizer: 'pact', bits: 8 },
  allocator: 'gumbel',
  terms: [
    { term: task, weight: 1 },
    { term: bitCost, weight: 0.01 },
  ],
  training: { length: { passes: 20 }, learningRate: 1e-3, quantizerRate: 0.1, totalDecay: 0.5, keep: 'best' },
};
