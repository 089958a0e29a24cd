import { uniform } from '@cfq/bit-allocation';
import { lsqPlus, pact } from '@cfq/quantizers';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { task } from '../terms/task.ts';

/**
 * As `lsq`, with weights on a range that need not lie about zero: step and offset are learned. Hidden outputs are rectified, where
 * the best offset is 0 and LSQ+ is what it was without one; they are quantized as in every other row.
 *
 * @see Bhalgat et al. 2020, "LSQ+", §3.
 */
export const lsqPlusMethod = defineMethod({
  kind: 'quantized',
  name: 'lsq-plus',
  description: 'uniform weights with learned steps and offsets, task loss',
  source: 'Bhalgat et al. 2020, LSQ+',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: lsqPlus, perChannel: false, scaleInit: 'quantizer' },
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
