import type { FeatureSpec } from '../../dataset/feature-spec.ts';

const free = { immutable: false, direction: 'any' } as const;

/** The six features of a generated applicant. */
export const syntheticFeatures: readonly FeatureSpec[] = [
  { name: 'income', kind: 'numeric', ...free, bounds: [0, 150] },
  { name: 'debt', kind: 'numeric', ...free, bounds: [0, 60] },
  { name: 'tenure', kind: 'numeric', ...free, bounds: [0, 20] },
  { name: 'age', kind: 'numeric', immutable: true, direction: 'any', bounds: [18, 80], integer: true },
  { name: 'education', kind: 'ordinal', immutable: false, direction: 'increase' },
  { name: 'housing', kind: 'categorical', ...free },
];
