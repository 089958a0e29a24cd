import { lsq, pact } from '@cfq/quantizers';
import { uniform } from '@cfq/bit-allocation';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { distil } from '../terms/distil.ts';

/**
 * `kd` with the updates of `cfq-faithful`, 2 000: what more training alone buys where plain distillation is all there is.
 */
export const kdLongMethod = defineMethod({
  kind: 'quantized',
  name: 'kd-long',
  description: 'as kd, with as many updates as cfq-faithful',
  source: 'Ba & Caruana 2014; CFQ §5 (KD)',
  role: 'baseline',
  twoSided: false,
  criterion: 'faithfulness',
  weights: { quantizer: lsq, perChannel: false, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
  bits: allocatedBits(uniform),
  terms: [{ term: distil, weight: 1 }],
  training: {
    length: { steps: 2000 },
    learningRate: 1e-3,
    quantizerLrScale: 0.1,
    totalDecay: 0,
    checkpoint: 'last',
  },
});
