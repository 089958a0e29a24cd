import { gumbelSoftmaxPolicy } from '@cfq/bit-allocation';
import { lsq, pact } from '@cfq/quantizers';
import { defineMethod } from '../recipe/define-method.ts';
import { learnedBits } from '../stages/bits/learned-bits.ts';
import { bitCost } from '../terms/bit-cost.ts';
import { recourseMatch } from '../terms/recourse-match.ts';
import { task } from '../terms/task.ts';
import { valid } from '../terms/valid.ts';

/**
 * `cfq` with the optional matching of the paper: `L_task + η · L_valid + L_match + λ · BitCost`. `L_match` compares the
 * first `K` steps of the student's recourse with the teacher's, differentiating through the steps. `K = 1` by default:
 * it is the cheapest, and one step already shows which way and how far a model sends a person; the option
 * `unrolledSteps` of the overrides asks for more.
 */
export const cfqMatchMethod = defineMethod({
  kind: 'quantized',
  name: 'cfq-match',
  description: 'cfq, and the student’s unrolled recourse steps matched to the teacher’s',
  source: 'CFQ §4.2 (matching)',
  role: 'paper',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: lsq, perChannel: false, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
  bits: learnedBits(gumbelSoftmaxPolicy),
  terms: [
    { term: task, weight: 1 },
    { term: valid, weight: 1 },
    { term: recourseMatch(), weight: 1 },
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
