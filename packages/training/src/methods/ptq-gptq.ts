import { uniform } from '@cfq/bit-allocation';
import { uniformAffine, uniformSymmetric } from '@cfq/quantizers';
import { defineMethod } from '../recipe/define-method.ts';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { gptq } from '../stages/round/gptq.ts';

/**
 * The teacher rounded after training, layer by layer, by GPTQ: a least-squares step for each output, and the codes that keep
 * the layer's outputs on calibration rows. Nothing is trained.
 */
export const ptqGptqMethod = defineMethod({
  kind: 'quantized',
  name: 'ptq-gptq',
  description: 'the teacher rounded after training by GPTQ, so that each layer’s outputs are kept',
  source: 'Frantar et al. 2022, GPTQ',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: uniformSymmetric, perChannel: true, scaleInit: 'least-squares' },
  activations: { quantizer: uniformAffine, bits: 8 },
  bits: allocatedBits(uniform),
  round: gptq(),
  terms: [],
  training: { length: { steps: 0 }, learningRate: 0, quantizerLrScale: 0, totalDecay: 0, checkpoint: 'last' },
});
