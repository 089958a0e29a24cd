import { lsq, pact } from '@cfq/quantizers';
import { uniform } from '@cfq/bit-allocation';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { distilRecourse } from '../terms/distil-recourse.ts';
import { distil } from '../terms/distil.ts';

/**
 * The teacher rounded, steps and clips calibrated: fitted so that logits stay the teacher's on training rows and at the
 * teacher's recourse points. Weights and biases are the teacher's.
 */
export const cfPtqMethod = defineMethod({
  kind: 'quantized',
  name: 'cf-ptq',
  description:
    'steps and clips calibrated on training rows and the teacher’s recourse points, weights frozen',
  source: 'CFQ §5 (CF-PTQ)',
  role: 'paper',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: lsq, perChannel: false, scaleInit: 'least-squares' },
  activations: { quantizer: pact, bits: 8 },
  bits: allocatedBits(uniform),
  terms: [
    { term: distil, weight: 1 },
    { term: distilRecourse, weight: 1 },
  ],
  training: {
    length: { steps: 400 },
    trainable: 'quantizers',
    learningRate: 1e-3,
    quantizerLrScale: 1,
    totalDecay: 0,
    checkpoint: 'last',
  },
});
