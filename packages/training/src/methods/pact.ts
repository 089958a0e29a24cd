import { lsq, pact } from '@cfq/quantizers';
import { uniform } from '@cfq/bit-allocation';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { activationPenalty } from '../terms/activation-penalty.ts';
import { task } from '../terms/task.ts';

/**
 * As `lsq`, and the hidden activations are clipped at a learned level and quantized to as few bits as the weights. Clips start at
 * the largest calibration activation; an L2 penalty brings them down, without which nothing would.
 */
export const pactMethod = defineMethod({
  kind: 'quantized',
  name: 'pact',
  description: 'uniform weights and activations at the same bits, task loss and an L2 penalty on clips',
  source: 'Choi et al. 2018; CFQ §5',
  role: 'baseline',
  twoSided: false,
  criterion: 'accuracy',
  weights: { quantizer: lsq, perChannel: false, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 'as-weights' },
  bits: allocatedBits(uniform),
  terms: [
    { term: task, weight: 1 },
    // Small beside the task: a clip has a few updates to come down in, and comes down at its own rate.
    { term: activationPenalty, weight: 2e-4 },
  ],
  training: {
    length: { passes: 20 },
    learningRate: 1e-3,
    quantizerLrScale: 0.1,
    totalDecay: 0.5,
    checkpoint: 'best',
  },
});
