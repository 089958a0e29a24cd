import { uniform } from '@cfq/bit-allocation';
import { defineQuantizer, pact, uniformSymmetric } from '@cfq/quantizers';
import { allocatedBits, defineMethod, match, nearMiss } from '@cfq/training';

/**
 * Symmetric weights whose steps are powers of two, so that hardware multiplies by shifting bits. Everything but the steps
 * is that of `uniform-symmetric`.
 */
export const powerOfTwo = defineQuantizer({
  name: 'power-of-two',
  description: 'symmetric signed range, steps rounded up to powers of two',
  source: 'Zhou et al. 2017, INQ; the grid of Krishnamoorthi 2018',
  roles: ['weight'],
  learned: false,
  perChannel: true,
  estimator: uniformSymmetric.estimator,
  init(tensor, bits, options) {
    const { scale } = uniformSymmetric.init(tensor, bits, options);
    const data = Float32Array.from(scale.data, (step) => 2 ** Math.ceil(Math.log2(step)));
    return { scale: { data, shape: scale.shape } };
  },
  fakeQuantize: (x, parameters, bits) => uniformSymmetric.fakeQuantize(x, parameters, bits),
  encode: (x, parameters, bits) => uniformSymmetric.encode(x, parameters, bits),
});

/** Weights on that grid, trained to keep the teacher's margins on the data and on the way along its actions. */
export const shifted = defineMethod({
  kind: 'quantized',
  name: 'shifted',
  description: 'power-of-two steps, margins of the teacher matched on data and near misses',
  source: 'an example',
  role: 'baseline',
  twoSided: true,
  criterion: 'faithfulness',
  weights: { quantizer: powerOfTwo, perChannel: true, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
  bits: allocatedBits(uniform),
  terms: [
    { term: match, weight: 1 },
    { term: nearMiss, weight: 1 },
  ],
  training: {
    length: { steps: 1000 },
    learningRate: 3e-4,
    quantizerLrScale: 0,
    totalDecay: 0,
    checkpoint: 'last',
  },
});
