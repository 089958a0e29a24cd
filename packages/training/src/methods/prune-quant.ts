import { lsq, pact } from '@cfq/quantizers';
import { uniform } from '@cfq/bit-allocation';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { pruned } from '../stages/start/pruned.ts';
import { task } from '../terms/task.ts';

/**
 * 30 % of the weights set to zero, the smallest of the whole model, then quantized and fine-tuned as `lsq` does it; what
 * is pruned stays zero. Zeros keep their bits: the budget is that of every other method.
 */
export const pruneQuantMethod = defineMethod({
  kind: 'quantized',
  name: 'prune-quant',
  description: 'the smallest 30 % of the weights pruned, then as lsq',
  source: 'Han et al. 2015; Han, Mao & Dally 2016, Deep Compression; CFQ §5',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: lsq, perChannel: false, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
  start: pruned({ share: 0.3 }),
  bits: allocatedBits(uniform),
  terms: [{ term: task, weight: 1 }],
  training: {
    length: { passes: 20 },
    learningRate: 1e-3,
    quantizerLrScale: 0.1,
    totalDecay: 0.5,
    checkpoint: 'best',
  },
});
