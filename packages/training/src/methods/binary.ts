import { binary, pact } from '@cfq/quantizers';
import { fixedBits } from '../stages/bits/fixed-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { task } from '../terms/task.ts';

/**
 * Weights of one bit, a scale an output, trained as `lsq` does it, at any budget.
 */
export const binaryMethod = defineMethod({
  kind: 'quantized',
  name: 'binary',
  description: 'weights of one bit, a scale an output, task loss, at any budget',
  source: 'Rastegari et al. 2016, XNOR-Net, §3.1',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: binary, perChannel: true, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
  bits: fixedBits(1),
  terms: [{ term: task, weight: 1 }],
  training: {
    length: { passes: 20 },
    learningRate: 1e-3,
    quantizerLrScale: 0.1,
    totalDecay: 0.5,
    checkpoint: 'best',
  },
});
