import { lsq, pact } from '@cfq/quantizers';
import { uniform } from '@cfq/bit-allocation';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { distil } from '../terms/distil.ts';

/**
 * Logits distilled on the training rows: faithful where the data are, and nowhere told what recourse will visit.
 */
export const kdMethod = defineMethod({
  kind: 'quantized',
  name: 'kd',
  description: 'uniform weights, logits distilled from the teacher',
  source: 'Ba & Caruana 2014; CFQ §5 (KD)',
  role: 'baseline',
  twoSided: false,
  criterion: 'faithfulness',
  weights: { quantizer: lsq, perChannel: false, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
  bits: allocatedBits(uniform),
  terms: [{ term: distil, weight: 1 }],
  training: {
    length: { passes: 20 },
    learningRate: 1e-3,
    quantizerLrScale: 0.1,
    totalDecay: 0,
    checkpoint: 'last',
  },
});
