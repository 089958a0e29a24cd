import { uniform } from '@cfq/bit-allocation';
import { aciq, aciqChannels } from '@cfq/quantizers';
import { defineMethod } from '../recipe/define-method.ts';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { biasCorrection } from '../stages/round/bias-correction.ts';

/**
 * As `ptq-aciq`, and the outputs of a layer have bits of their own by the two-thirds power of their range; the budget is their
 * mean.
 *
 * @see Banner et al. 2019, §3.2, §3 and §4.
 */
export const ptqAciqChannelsMethod = defineMethod({
  kind: 'quantized',
  name: 'ptq-aciq-channels',
  description: 'the teacher rounded after training, clips in closed form, bits of each output by its range',
  source: 'Banner et al. 2019, Post training 4-bit quantization, §3.2',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: aciqChannels, perChannel: true, scaleInit: 'quantizer' },
  activations: { quantizer: aciq, bits: 8 },
  bits: allocatedBits(uniform),
  round: biasCorrection({ spread: true }),
  terms: [],
  training: { length: { steps: 0 }, learningRate: 0, quantizerLrScale: 0, totalDecay: 0, checkpoint: 'last' },
});
