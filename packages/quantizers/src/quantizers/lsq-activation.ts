import { unsignedGrid } from '../building-blocks/integer-grid.ts';
import { learnedStepQuantizer } from '../building-blocks/learned-step-quantizer.ts';
import { unsignedScheme } from '../building-blocks/unsigned-scheme.ts';

/**
 * LSQ for activations that are never negative (after a ReLU): a learned step on the unsigned grid.
 *
 * `v̂ = round(clamp(v / s, 0, 2^b − 1)) · s`; start `s = 2⟨|v|⟩ / √Q_P` over calibration activations; gradient
 * of `s` scaled by `1/√(n Q_P)` with `n` the features of a row, so that it does not depend on the batch size.
 * The first axis of an activation is the batch. Parameter: `step`, shape `[]` or one a channel along `axis`.
 *
 * @see Esser et al. 2020, "Learned Step Size Quantization", §2.
 */
export const lsqActivation = learnedStepQuantizer({
  name: 'lsq-activation',
  caller: 'lsqActivation',
  description: 'learned step size for activations, unsigned',
  role: 'activation',
  gridOf: unsignedGrid,
  scheme: unsignedScheme,
  counted: (shape) => shape.slice(1),
});
