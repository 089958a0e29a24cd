import { lsq, pact } from '@cfq/quantizers';
import { uniform } from '@cfq/bit-allocation';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { task } from '../terms/task.ts';

/**
 * Robustness bought before quantization: two teachers are trained to agree at each other's recourse points, the first
 * issues the promises, and is then quantized as `lsq` does it.
 */
export const rConsistencyMethod = defineMethod({
  kind: 'quantized',
  name: 'r-consistency',
  description: 'the first of two teachers that agree at their recourse points, then as lsq',
  source: 'CFQ §5 (R-consistency)',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  teacher: 'consistency',
  weights: { quantizer: lsq, perChannel: false, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
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
