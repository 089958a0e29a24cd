import { uniform } from '@cfq/bit-allocation';
import { aciq } from '@cfq/quantizers';
import { defineMethod } from '../recipe/define-method.ts';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { biasCorrection } from '../stages/round/bias-correction.ts';

/**
 * The teacher rounded after training as ACIQ does it: weights and hidden outputs clipped in closed form, spread and mean of what
 * rounding changed corrected. Nothing is trained, and no search is run. A layer has one width; bits for each channel are
 * those of `ptq-aciq-channels`.
 *
 * @see Banner et al. 2019, §3 and §4.
 */
export const ptqAciqMethod = defineMethod({
  kind: 'quantized',
  name: 'ptq-aciq',
  description: 'the teacher rounded after training, clips in closed form, means and spread corrected',
  source: 'Banner et al. 2019, Post training 4-bit quantization',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: aciq, perChannel: true, scaleInit: 'quantizer' },
  activations: { quantizer: aciq, bits: 8 },
  bits: allocatedBits(uniform),
  round: biasCorrection({ spread: true }),
  terms: [],
  training: { length: { steps: 0 }, learningRate: 0, quantizerLrScale: 0, totalDecay: 0, checkpoint: 'last' },
});
