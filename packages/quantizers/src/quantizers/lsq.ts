import { signedGrid } from '../building-blocks/integer-grid.ts';
import { learnedStepQuantizer } from '../building-blocks/learned-step-quantizer.ts';
import { symmetricScheme } from '../building-blocks/symmetric-scheme.ts';

/**
 * LSQ for weights: a learned step on the full signed grid.
 *
 * `v̂ = round(clamp(v / s, −2^(b−1), 2^(b−1) − 1)) · s`; start `s = 2⟨|v|⟩ / √Q_P`; gradient of `s` scaled by
 * `1/√(n Q_P)`, `n` the number of weights that share a step. Parameter: `step`, shape `[]` or one a channel along the
 * `axis` given to `init` (the last axis of a `[inputs, outputs]` matrix gives one step per output channel). Keep weight
 * decay off the step.
 *
 * @see Esser et al. 2020, "Learned Step Size Quantization", §2; CFQ §4.3.
 */
export const lsq = learnedStepQuantizer({
  name: 'lsq',
  caller: 'lsq',
  description: 'learned step size for weights, symmetric signed',
  role: 'weight',
  gridOf: signedGrid,
  scheme: symmetricScheme,
  counted: (shape) => shape,
});
