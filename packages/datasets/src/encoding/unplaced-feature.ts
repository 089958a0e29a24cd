import type { FeatureSpec } from '../dataset/feature-spec.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import type { Feature } from './feature-space.ts';

/** A feature whose columns have no place yet. */
export type UnplacedFeature = Omit<Feature, 'start'>;

/** A fitted feature and, where some people have no value of it, the feature that says so. */
export type FittedFeature = readonly [feature: UnplacedFeature, indicator?: UnplacedFeature];

/** What one-hot features have in place of an offset, a scale and bounds. */
export const oneHot = { offset: 0, scale: 1, lower: 0, upper: 1 } as const;

/** What a feature takes over from its spec as it is. */
export function baseOf({ name, kind, immutable, direction, codes, special, rule }: FeatureSpec) {
  return {
    ...{ name, kind, immutable, direction },
    ...(codes && { codes }),
    ...(special && { special }),
    ...(rule && { rule }),
  };
}

/** The error for a spec and a column that do not belong together. */
export function misfit(spec: FeatureSpec, expected: string): DatasetError {
  return new DatasetError(
    `fitFeatureSpace: ${spec.kind} feature "${spec.name}" needs ${expected}. Change its kind.`,
  );
}
