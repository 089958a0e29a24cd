import { gumbelSoftmaxPolicy } from '@cfq/bit-allocation';
import { lsq, pact } from '@cfq/quantizers';
import { defineMethod } from '../recipe/define-method.ts';
import { learnedBits } from '../stages/bits/learned-bits.ts';
import { bitCost } from '../terms/bit-cost.ts';
import { task } from '../terms/task.ts';
import { valid } from '../terms/valid.ts';

/**
 * The method of the paper as it defines it: `L_task + η · L_valid + λ · BitCost` with `η = 1`, bits by the
 * Gumbel-Softmax policy. `L_valid` rewards saying yes and nothing else, so watch acceptance drift and over-grant
 * beside its VD.
 */
export const cfqMethod = defineMethod({
  kind: 'quantized',
  name: 'cfq',
  description: 'the objective of the paper: task, validity of the teacher’s recourse, bit cost',
  source: 'CFQ §4.2, §4.3',
  role: 'paper',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: lsq, perChannel: false, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
  bits: learnedBits(gumbelSoftmaxPolicy),
  terms: [
    { term: task, weight: 1 },
    { term: valid, weight: 1 },
    { term: bitCost, weight: 0.01 },
  ],
  training: {
    length: { passes: 20 },
    learningRate: 1e-3,
    quantizerLrScale: 0.1,
    totalDecay: 0.5,
    checkpoint: 'last',
  },
});
