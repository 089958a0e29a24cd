import { uniform } from '@cfq/bit-allocation';
import { ewgs, pact } from '@cfq/quantizers';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { task } from '../terms/task.ts';

/**
 * As `lsq`, with weights in learned intervals whose gradients are scaled element by element by what rounding did to each.
 *
 * @see Lee, Kim & Ham 2021, "Network Quantization with Element-wise Gradient Scaling", §3 and §4.
 */
export const ewgsMethod = defineMethod({
  kind: 'quantized',
  name: 'ewgs',
  description: 'uniform weights in learned intervals, gradients scaled by rounding errors, task loss',
  source: 'Lee, Kim & Ham 2021, Element-wise Gradient Scaling',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: ewgs, perChannel: false, scaleInit: 'quantizer' },
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
