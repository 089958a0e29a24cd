import { uniform } from '@cfq/bit-allocation';
import { hgq, pact } from '@cfq/quantizers';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { task } from '../terms/task.ts';
import { weightPenalty } from '../terms/weight-penalty.ts';

/**
 * As `lsq`, and every weight learns how many of its bits it needs: those that the loss does not hold on to are driven away, and
 * a weight without any is pruned. What is kept is the last update, bits having been driven away until then. The budget is the width that codes are stored at; what single widths save beyond it is
 * seen in the entropy of the codes. Hidden outputs keep the width of the other methods, where the publication learns
 * theirs too.
 *
 * @see Sun et al. 2024, "HGQ", §3 (arXiv:2405.00645).
 */
export const hgqMethod = defineMethod({
  kind: 'quantized',
  name: 'hgq',
  description: 'bits learned for every single weight up to the budget, task loss and a price for bits',
  source: 'Sun et al. 2024, HGQ: High Granularity Quantization',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: hgq, perChannel: false, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
  bits: allocatedBits(uniform),
  terms: [
    { term: task, weight: 1 },
    { term: weightPenalty, weight: 0.1 },
  ],
  training: {
    length: { passes: 20 },
    learningRate: 1e-3,
    quantizerLrScale: 0.1,
    totalDecay: 0.5,
    // The best validation loss comes before bits are gone.
    checkpoint: 'last',
  },
});
