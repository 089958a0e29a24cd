// Parts of one's own: a quantizer whose scales are powers of two, and a method that uses it.
// cfq run --plugin ./own-parts.ts --dataset german --method own-parts/shifted,cfq-faithful --bits 4 --seeds 0
import { uniform } from '@cfq/bit-allocation';
import { defineQuantizer, pact, signedGrid } from '@cfq/quantizers';
import {
  encodeOnGrid,
  fitChannels,
  straightThrough,
  straightThroughEstimator,
  symmetricScheme,
} from '@cfq/quantizers/building-blocks';
import { allocatedBits, defineMethod, match, nearMiss } from '@cfq/training';

/** Symmetric, with the smallest power of two that clips nothing: on an integer processor a shift replaces the product. */
export const powerOfTwo = defineQuantizer({
  name: 'power-of-two',
  description: 'symmetric, scales that are powers of two',
  source: 'Jain et al. 2020, Trained Quantization Thresholds',
  roles: ['weight'],
  learned: false,
  perChannel: true,
  estimator: straightThroughEstimator(signedGrid),
  grid: signedGrid,
  init(tensor, bits, options = {}) {
    const { scale } = fitChannels('powerOfTwo.init', tensor, symmetricScheme(bits), options);
    const rounded = Float32Array.from(scale.data, (step) => 2 ** Math.ceil(Math.log2(step)));
    return { scale: { data: rounded, shape: scale.shape } };
  },
  fakeQuantize: (x, { scale }, bits) => straightThrough(x, { scale, grid: signedGrid(bits) }),
  encode: (x, { scale }, bits) =>
    encodeOnGrid({ caller: 'powerOfTwo.encode', x, scale, grid: signedGrid(bits), bits }),
});

/** Margins matched on the data and along the teacher's actions, as `cfq-faithful` does it, on shifts. */
export const shifted = defineMethod({
  kind: 'quantized',
  name: 'shifted',
  description: 'margins matched in both directions, weights scaled by shifts',
  source: 'this example',
  role: 'ours',
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
    length: { steps: 600 },
    learningRate: 3e-4,
    quantizerLrScale: 0.05,
    totalDecay: 0,
    checkpoint: 'last',
  },
});
