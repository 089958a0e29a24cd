import type { Feature, FeatureSpace } from '@cfq/datasets';

import { actionSet, type ActionDirection, type ActionSet } from './action-set.ts';
import type { FeatureDefinition } from './feature-definition.ts';
import { RecourseError } from '../recourse-error.ts';

/** Changes to one feature's permissions; what is absent stays as the feature space says. Encoded units. */
export interface ActionFeatureOverride {
  readonly immutable?: boolean;
  readonly direction?: ActionDirection;
  readonly lower?: number;
  readonly upper?: number;
  /** Categories an action may not move to, by name. A person already there may stay. */
  readonly forbidden?: readonly string[];
}

/** Changes to a feature space's permissions. */
export interface ActionSetOverrides {
  /** `k`, an integer ≥ 0. Default: the feature space's own. */
  readonly sparsity?: number;
  /** By feature name. */
  readonly features?: Readonly<Record<string, ActionFeatureOverride>>;
}

const overrideKeys: readonly (keyof ActionSetOverrides)[] = ['sparsity', 'features'];
const featureKeys: readonly (keyof ActionFeatureOverride)[] = [
  'immutable',
  'direction',
  'lower',
  'upper',
  'forbidden',
];

function refuseUnknown(given: object, known: readonly string[], where: string): void {
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    throw new RecourseError(
      `actionSetFromFeatureSpace: unknown option in ${where} (expected ${known.join(', ')}, got ${key}). Remove it.`,
    );
  }
}

function permittedTargets(source: Feature, forbidden: readonly string[]): number[] {
  const categories = source.categories ?? [];
  for (const category of forbidden) {
    if (categories.includes(category)) continue;
    throw new RecourseError(
      `actionSetFromFeatureSpace: feature '${source.name}' has no such category ` +
        `(expected ${categories.join(', ')}, got ${category}). Correct the name.`,
    );
  }
  return Array.from({ length: source.width }, (_, c) => c).filter(
    (c) => source.reachable?.[c] !== false && !forbidden.includes(categories[c] ?? ''),
  );
}

function featureOf(source: Feature, change: ActionFeatureOverride): FeatureDefinition {
  const base = {
    name: source.name,
    kind: source.kind,
    start: source.start,
    width: source.width,
    immutable: change.immutable ?? source.immutable,
  };
  if (source.kind !== 'categorical') {
    if (change.forbidden !== undefined) {
      throw new RecourseError(
        `actionSetFromFeatureSpace: feature '${source.name}' has no categories ` +
          `(expected no 'forbidden', got a list). Use lower, upper or direction.`,
      );
    }
    return {
      ...base,
      lower: change.lower ?? source.lower,
      upper: change.upper ?? source.upper,
      direction: change.direction ?? source.direction,
      values: source.values,
    };
  }
  if (change.lower !== undefined || change.upper !== undefined) {
    throw new RecourseError(
      `actionSetFromFeatureSpace: feature '${source.name}' has no bounds ` +
        `(expected no 'lower' or 'upper' on a categorical feature). Use 'forbidden'.`,
    );
  }
  return {
    ...base,
    direction: change.direction ?? source.direction,
    targets: permittedTargets(source, change.forbidden ?? []),
    categories: source.categories,
  };
}

/**
 * The action set a data set's feature space describes: its immutable features, bounds, directions, one-hot groups with
 * the categories an action may reach, ordinals and sparsity, with optional changes by feature name.
 *
 * @param space - A feature space of `@cfq/datasets`.
 * @param overrides - What to change; unknown keys and unknown feature names are errors.
 * @returns A validated {@link ActionSet} in encoded units.
 * @throws RecourseError on unknown options, features or categories, and on everything {@link actionSet} refuses.
 */
export function actionSetFromFeatureSpace(
  space: FeatureSpace,
  overrides: ActionSetOverrides = {},
): ActionSet {
  refuseUnknown(overrides, overrideKeys, 'the overrides');
  const changes = overrides.features ?? {};
  const names = space.features.map((feature) => feature.name);
  for (const [name, change] of Object.entries(changes)) {
    if (!names.includes(name)) {
      throw new RecourseError(
        `actionSetFromFeatureSpace: unknown feature (expected ${names.join(', ')}, got ${name}). Correct the name.`,
      );
    }
    refuseUnknown(change, featureKeys, `feature '${name}'`);
  }
  return actionSet({
    width: space.width,
    sparsity: overrides.sparsity ?? space.sparsity,
    features: space.features.map((feature) => featureOf(feature, changes[feature.name] ?? {})),
  });
}
