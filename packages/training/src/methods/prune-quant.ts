import { task } from '../terms/task.ts';
import type { QuantizedMethod } from './method.ts';

/**
 * 30 % of the weights set to zero, the smallest of the whole model, then quantized and fine-tuned as `lsq` does it; what
 * is pruned stays zero. Zeros keep their bits: the budget is that of every other method.
 */
export const pruneQuantMethod: QuantizedMethod & { readonly name: 'prune-quant' } = {
  kind: 'quantized',
  name: 'prune-quant',
  description: 'the smallest 30 % of the weights pruned, then as lsq',
  source: 'Han et al. 2015; Han, Mao & Dally 2016, Deep Compression; CFQ §5',
  weights: { quantizer: 'lsq', perChannel: false, stepStart: 'quantizer' },
  activations: { quantizer: 'pact', bits: 8 },
  allocator: 'uniform',
  terms: [{ term: task, weight: 1 }],
  training: {
    length: { passes: 20 },
    pruned: 0.3,
    learningRate: 1e-3,
    quantizerRate: 0.1,
    totalDecay: 0.5,
    keep: 'best',
  },
};
