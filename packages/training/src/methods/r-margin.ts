import { lsq, pact } from '@cfq/quantizers';
import { uniform } from '@cfq/bit-allocation';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { task } from '../terms/task.ts';

/**
 * Robustness bought before quantization: the teacher is trained with a margin at its own recourse points and issues the
 * promises; it is then quantized as `lsq` does it.
 */
export const rMarginMethod = defineMethod({
  kind: 'quantized',
  name: 'r-margin',
  description: 'a teacher with a margin at its own recourse points, then as lsq',
  source: 'CFQ §5 (R-margin)',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  teacher: 'margin',
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
