import { lsq, pact } from '@cfq/quantizers';
import { uniform } from '@cfq/bit-allocation';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { task } from '../terms/task.ts';
import { valid } from '../terms/valid.ts';

/**
 * `cfq` with one bit-width everywhere: `L_task + η · L_valid`, `η = 1`. Bits are given, so they have no cost. Against
 * `cfq` it shows what choosing bits buys; against `lsq`, what `L_valid` does.
 */
export const cfqUniformMethod = defineMethod({
  kind: 'quantized',
  name: 'cfq-uniform',
  description: 'cfq with uniform bits',
  source: 'CFQ §4.2, §5 (ablation without mixed precision)',
  role: 'paper',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: lsq, perChannel: false, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
  bits: allocatedBits(uniform),
  terms: [
    { term: task, weight: 1 },
    { term: valid, weight: 1 },
  ],
  training: {
    length: { passes: 20 },
    learningRate: 1e-3,
    quantizerLrScale: 0.1,
    totalDecay: 0.5,
    checkpoint: 'last',
  },
});
