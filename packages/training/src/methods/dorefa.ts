import { uniform } from '@cfq/bit-allocation';
import { dorefa, pact } from '@cfq/quantizers';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { task } from '../terms/task.ts';

/**
 * As `lsq`, with DoReFa's weights: levels spread evenly over [−1, 1] whatever the size of a layer's weights. The paper has a
 * normalisation behind each layer, which gives the size back; a plain network has none, and training has to make up
 * for layers that are louder than the teacher's.
 *
 * @see Zhou et al. 2016, "DoReFa-Net", §2.3, eq. 9.
 */
export const dorefaMethod = defineMethod({
  kind: 'quantized',
  name: 'dorefa',
  description: 'tanh-normalised weights on even levels from -1 to 1, task loss',
  source: 'Zhou et al. 2016, DoReFa-Net, §2.3',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: dorefa, perChannel: false, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
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
