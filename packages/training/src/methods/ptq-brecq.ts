import { uniform } from '@cfq/bit-allocation';
import { uniformAffine, uniformSymmetric } from '@cfq/quantizers';
import { defineMethod } from '../recipe/define-method.ts';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { reconstructed } from '../stages/round/reconstructed.ts';

/**
 * The teacher rounded after training as BRECQ does it: roundings fitted two layers at a time, each output's error weighed by its
 * Fisher information.
 */
export const ptqBrecqMethod = defineMethod({
  kind: 'quantized',
  name: 'ptq-brecq',
  description: 'as ptq-adaround, two layers at a time, errors weighed by what they do to the decision',
  source: 'Li et al. 2021, BRECQ: Pushing the Limit of Post-Training Quantization by Block Reconstruction',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: uniformSymmetric, perChannel: true, scaleInit: 'least-squares' },
  activations: { quantizer: uniformAffine, bits: 8 },
  bits: allocatedBits(uniform),
  round: reconstructed({ layers: 2, importance: 'fisher' }),
  terms: [],
  training: { length: { steps: 0 }, learningRate: 0, quantizerLrScale: 0, totalDecay: 0, checkpoint: 'last' },
});
