import { lsq, pact } from '@cfq/quantizers';
import { uniform } from '@cfq/bit-allocation';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { task } from '../terms/task.ts';

/**
 * Quantization-aware fine-tuning as people do it today: learned steps, the task loss, one bit-width everywhere.
 */
export const lsqMethod = defineMethod({
  kind: 'quantized',
  name: 'lsq',
  description: 'uniform weights with learned steps, task loss',
  source: 'Esser et al. 2020; CFQ §5',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: lsq, perChannel: false, scaleInit: 'quantizer' },
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
