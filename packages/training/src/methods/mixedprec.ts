import { gumbelSoftmaxPolicy } from '@cfq/bit-allocation';
import { lsq, pact } from '@cfq/quantizers';
import { defineMethod } from '../recipe/define-method.ts';
import { learnedBits } from '../stages/bits/learned-bits.ts';
import { bitCost } from '../terms/bit-cost.ts';
import { task } from '../terms/task.ts';

/**
 * Mixed precision learned by the Gumbel-Softmax policy of CFQ §4.3 on the task loss alone: `L_task + λ · BitCost`.
 */
export const mixedprecMethod = defineMethod({
  kind: 'quantized',
  name: 'mixedprec',
  description: 'learned bits per layer, task loss',
  source: 'CFQ §4.3, §5 (without the counterfactual loss)',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: lsq, perChannel: false, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
  bits: learnedBits(gumbelSoftmaxPolicy),
  terms: [
    { term: task, weight: 1 },
    { term: bitCost, weight: 0.01 },
  ],
  training: {
    length: { passes: 20 },
    learningRate: 1e-3,
    quantizerLrScale: 0.1,
    totalDecay: 0.5,
    checkpoint: 'best',
  },
});
