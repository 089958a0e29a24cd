import { uniform } from '@cfq/bit-allocation';
import { uniformAffine, uniformSymmetric } from '@cfq/quantizers';
import { defineMethod } from '../recipe/define-method.ts';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { reconstructed } from '../stages/round/reconstructed.ts';

/**
 * The teacher rounded after training by AdaRound: a least-squares step for each output, and for every weight the one of its two
 * codes that, all together, keep the layer's outputs on calibration rows. `cf-ptq-faithful` fits the same choice to the whole
 * model's decisions instead.
 */
export const ptqAdaroundMethod = defineMethod({
  kind: 'quantized',
  name: 'ptq-adaround',
  description:
    'the teacher rounded after training by AdaRound, each weight up or down so that each layer’s outputs are kept',
  source: 'Nagel et al. 2020, Up or Down? Adaptive Rounding for Post-Training Quantization',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: uniformSymmetric, perChannel: true, scaleInit: 'least-squares' },
  activations: { quantizer: uniformAffine, bits: 8 },
  bits: allocatedBits(uniform),
  round: reconstructed(),
  terms: [],
  training: { length: { steps: 0 }, learningRate: 0, quantizerLrScale: 0, totalDecay: 0, checkpoint: 'last' },
});
