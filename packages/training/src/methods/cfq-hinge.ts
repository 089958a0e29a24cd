import { bitCost } from '../terms/bit-cost.ts';
import { hinge } from '../terms/hinge.ts';
import { task } from '../terms/task.ts';
import { valid } from '../terms/valid.ts';
import type { QuantizedMethod } from './method.ts';

/**
 * `cfq` with the optional margin of the paper: `L_task + η · L_valid + β · L_hinge + λ · BitCost`, `η = β = 1`,
 * `γ = 0.2`. The hinge asks for a margin where `L_valid` asks for a yes; like it, it never objects to a yes.
 */
export const cfqHingeMethod: QuantizedMethod & { readonly name: 'cfq-hinge' } = {
  kind: 'quantized',
  name: 'cfq-hinge',
  description: 'cfq and a hinge on the student’s margin at the teacher’s recourse',
  source: 'CFQ §4.2 (margin)',
  weights: { quantizer: 'lsq', perChannel: false, stepStart: 'quantizer' },
  activations: { quantizer: 'pact', bits: 8 },
  allocator: 'gumbel',
  terms: [
    { term: task, weight: 1 },
    { term: valid, weight: 1 },
    { term: hinge(), weight: 1 },
    { term: bitCost, weight: 0.01 },
  ],
  training: { length: { passes: 20 }, learningRate: 1e-3, quantizerRate: 0.1, totalDecay: 0.5, keep: 'last' },
};
