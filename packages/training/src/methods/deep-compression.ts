import { uniform } from '@cfq/bit-allocation';
import { kMeans, pact } from '@cfq/quantizers';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { fineTuned } from '../stages/start/fine-tuned.ts';
import { pruned } from '../stages/start/pruned.ts';
import { task } from '../terms/task.ts';

/**
 * Deep Compression: the smallest 70 % of the weights pruned, the rest trained on, then shared by k-means, and the shared levels
 * learned while every weight keeps its own. What the budget counts are places in the codebook, zeros included; what Huffman
 * codes make of them is a number of its own, see `huffmanSize` of `@cfq/deploy`.
 *
 * @see Han, Mao & Dally 2016, "Deep Compression", §2 to §4. The paper prunes by layer and step by step; here it is once, by
 *   one threshold.
 */
export const deepCompressionMethod = defineMethod({
  kind: 'quantized',
  name: 'deep-compression',
  description: 'the smallest 70 % pruned and trained on, then levels shared by k-means and learned',
  source: 'Han, Mao & Dally 2016, Deep Compression',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: kMeans, perChannel: false, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
  start: fineTuned({ of: pruned({ share: 0.7 }), passes: 10 }),
  bits: allocatedBits(uniform),
  terms: [{ term: task, weight: 1 }],
  training: {
    length: { passes: 10 },
    trainable: 'quantizers-and-biases',
    learningRate: 1e-3,
    quantizerLrScale: 1,
    totalDecay: 0,
    checkpoint: 'best',
  },
});
