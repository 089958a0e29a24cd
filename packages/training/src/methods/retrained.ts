import { defineMethod } from '../recipe/define-method.ts';

/**
 * A second full-precision teacher that differs only in its seed: how much of a disagreement is the ordinary
 * multiplicity of good models rather than quantization.
 */
export const retrainedMethod = defineMethod({
  kind: 'full-precision',
  name: 'retrained',
  description: 'a second teacher with another seed, 32 bits: the multiplicity floor',
  source: 'Marx, Calmon & Ustun 2020, Predictive Multiplicity in Classification',
  role: 'floor',
  twoSided: false,
  criterion: 'accuracy',
  model: 'retrained',
});
