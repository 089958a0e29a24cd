import { gumbelSoftmaxPolicy } from '@cfq/bit-allocation';
import { lsq, pact } from '@cfq/quantizers';
import { defineMethod } from '../recipe/define-method.ts';
import { learnedBits } from '../stages/bits/learned-bits.ts';
import { bitCost } from '../terms/bit-cost.ts';
import { hinge } from '../terms/hinge.ts';
import { task } from '../terms/task.ts';
import { valid } from '../terms/valid.ts';

/**
 * `cfq` with the optional margin of the paper: `L_task + η · L_valid + β · L_hinge + λ · BitCost`, `η = β = 1`,
 * `γ = 0.2`. The hinge asks for a margin where `L_valid` asks for a yes; like it, it never objects to a yes.
 */
export const cfqHingeMethod = defineMethod({
  kind: 'quantized',
  name: 'cfq-hinge',
  description: 'cfq and a hinge on the student’s margin at the teacher’s recourse',
  source: 'CFQ §4.2 (margin)',
  role: 'paper',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: lsq, perChannel: false, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
  bits: learnedBits(gumbelSoftmaxPolicy),
  terms: [
    { term: task, weight: 1 },
    { term: valid, weight: 1 },
    { term: hinge(), weight: 1 },
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
