import { uniform } from '@cfq/bit-allocation';
import { uniformAffine, uniformSymmetric } from '@cfq/quantizers';
import { defineMethod } from '../recipe/define-method.ts';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { activationAware } from '../stages/round/activation-aware.ts';

/**
 * The teacher rounded after training by AWQ: weights of hidden layers scaled by how large their inputs are before they are rounded
 * to nearest, the scale folded into the layer before. Nothing is trained.
 */
export const ptqAwqMethod = defineMethod({
  kind: 'quantized',
  name: 'ptq-awq',
  description: 'the teacher rounded after training by AWQ, weights scaled by how large their inputs are',
  source: 'Lin et al. 2024, AWQ',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: uniformSymmetric, perChannel: true, scaleInit: 'least-squares' },
  activations: { quantizer: uniformAffine, bits: 8 },
  bits: allocatedBits(uniform),
  round: activationAware(),
  terms: [],
  training: { length: { steps: 0 }, learningRate: 0, quantizerLrScale: 0, totalDecay: 0, checkpoint: 'last' },
});
