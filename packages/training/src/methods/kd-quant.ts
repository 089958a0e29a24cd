import { lsq, pact } from '@cfq/quantizers';
import { uniform } from '@cfq/bit-allocation';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { distilled } from '../stages/start/distilled.ts';
import { task } from '../terms/task.ts';

/**
 * A full-precision student from fresh weights learns the teacher's logits, and is then quantized as `lsq` does it. It is
 * another model than the teacher before a bit is lost, and the promises it has to keep are the teacher's.
 */
export const kdQuantMethod = defineMethod({
  kind: 'quantized',
  name: 'kd-quant',
  description: 'a fresh student distilled from the teacher at full precision, then as lsq',
  source: 'Hinton, Vinyals & Dean 2015; Polino, Pascanu & Alistarh 2018; CFQ §5',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: lsq, perChannel: false, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
  start: distilled,
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
