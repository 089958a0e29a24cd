import { ternary, pact } from '@cfq/quantizers';
import { fixedBits } from '../stages/bits/fixed-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { task } from '../terms/task.ts';

/**
 * Weights on three levels, a scale an output, trained as `lsq` does it, at any budget. Its codes have 2 bits and are worth 1.58.
 */
export const ternaryMethod = defineMethod({
  kind: 'quantized',
  name: 'ternary',
  description: 'weights on three levels, a scale an output, task loss, at any budget',
  source: 'Li & Liu 2016, Ternary Weight Networks; Zhu et al. 2017, Trained Ternary Quantization',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: ternary, perChannel: true, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
  bits: fixedBits(2),
  terms: [{ term: task, weight: 1 }],
  training: {
    length: { passes: 20 },
    learningRate: 1e-3,
    quantizerLrScale: 0.1,
    totalDecay: 0.5,
    checkpoint: 'best',
  },
});
