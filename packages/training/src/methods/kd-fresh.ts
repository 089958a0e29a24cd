import { lsq, pact } from '@cfq/quantizers';
import { uniform } from '@cfq/bit-allocation';
import { allocatedBits } from '../stages/bits/allocated-bits.ts';
import { defineMethod } from '../recipe/define-method.ts';
import { distilAlong } from '../terms/distil-along.ts';
import { distilFeasible } from '../terms/distil-feasible.ts';
import { distil } from '../terms/distil.ts';

/**
 * `kd` with the updates of `cfq-faithful` and its points: training rows, people along the teacher's own actions, and feasible people,
 * new ones at every step. What is left to `cfq-faithful` is its loss, its bits and its steps a channel.
 */
export const kdFreshMethod = defineMethod({
  kind: 'quantized',
  name: 'kd-fresh',
  description: 'as kd-long, at the points of cfq-faithful too',
  source: 'Ba & Caruana 2014; Buciluă et al. 2006, Model Compression',
  role: 'baseline',
  twoSided: false,
  criterion: 'faithfulness',
  weights: { quantizer: lsq, perChannel: false, scaleInit: 'quantizer' },
  activations: { quantizer: pact, bits: 8 },
  bits: allocatedBits(uniform),
  terms: [
    { term: distil, weight: 1 },
    { term: distilAlong, weight: 1 },
    { term: distilFeasible, weight: 1 },
  ],
  training: {
    length: { steps: 2000 },
    learningRate: 1e-3,
    quantizerLrScale: 0.1,
    totalDecay: 0,
    checkpoint: 'last',
  },
});
