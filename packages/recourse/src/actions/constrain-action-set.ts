import { actionSet as checked, type ActionFeature, type ActionSet } from './action-set.ts';
import { RecourseError } from '../recourse-error.ts';

/** How much of an action set is permitted, from least to most. */
export const constraintVariants = ['restrictive', 'moderate', 'permissive'] as const;
export type ConstraintVariant = (typeof constraintVariants)[number];

/** Half the way, and a hair, so that a level exactly half-way is reached whatever the rounding. */
const halfway = 0.5 + 2 ** -21;

function halved(feature: ActionFeature): ActionFeature {
  if (feature.kind === 'categorical') return feature;
  return { ...feature, maxFractionToBound: (feature.maxFractionToBound ?? 1) * halfway };
}

/**
 * A stricter or looser form of an action set, for stress tests (CFQ's restrictive, moderate and permissive
 * constraints, which the paper names without defining; these definitions are ours):
 *
 * - `moderate`: the action set itself.
 * - `restrictive`: one change fewer (`k − 1`, but never below 1 where `k ≥ 1`), and every number and ordinal goes at most
 *   half of the way that it may go in the moderate set, from the person's own value to the bound. Bounds themselves are
 *   no measure of what is hard: in skewed columns they lie far from nearly everybody.
 * - `permissive`: everything that may change may change at once: `k = max(k, mutable features)`. Bounds stay: nothing
 *   beyond them was ever observed.
 *
 * Immutable features, directions, permitted ordinal values and categories are the same in all three. So
 * `A_restrictive(x) ⊆ A_moderate(x) ⊆ A_permissive(x)` for every `x`, and the cost of the cheapest action never falls
 * from permissive to restrictive. `moderate` and `permissive` are idempotent; `restrictive` halves once more each time.
 *
 * @param actionSet - What may change; not altered.
 * @param variant - One of {@link constraintVariants}.
 * @returns A checked action set; for `moderate` the same object.
 * @throws RecourseError on an unknown variant, and on everything `actionSet` refuses.
 */
export function constrainActionSet(actionSet: ActionSet, variant: ConstraintVariant): ActionSet {
  const { features, sparsity } = actionSet;
  switch (variant) {
    case 'moderate':
      return actionSet;
    case 'restrictive':
      return checked({
        ...actionSet,
        features: features.map(halved),
        sparsity: Math.min(sparsity, Math.max(1, sparsity - 1)),
      });
    case 'permissive': {
      const mutable = features.filter((feature) => !feature.immutable).length;
      return checked({ ...actionSet, sparsity: Math.max(sparsity, mutable) });
    }
    default:
      throw new RecourseError(
        `constrainActionSet: the variant is known (expected ${constraintVariants.join(', ')}, got ${String(variant)}). ` +
          'Correct it.',
      );
  }
}
