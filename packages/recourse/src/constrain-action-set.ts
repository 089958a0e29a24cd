import { actionSet as checked, type ActionFeature, type ActionSet } from './action-set.ts';
import { RecourseError } from './recourse-error.ts';

/** How much of an action set is permitted, from least to most. */
export const constraintVariants = ['restrictive', 'moderate', 'permissive'] as const;
export type ConstraintVariant = (typeof constraintVariants)[number];

/** The share of its range that `restrictive` takes from each end of a bounded feature. */
const drawnIn = 1 / 4;

function middleHalf(feature: ActionFeature): ActionFeature {
  const { kind, lower, upper } = feature;
  const span = upper - lower;
  if (kind === 'categorical' || !Number.isFinite(span)) return feature;
  const inside = (value: number): number => Math.min(upper, Math.max(lower, value));
  const low = inside(lower + drawnIn * span);
  return { ...feature, lower: low, upper: Math.max(low, inside(upper - drawnIn * span)) };
}

/**
 * A stricter or looser form of an action set, for stress tests (CFQ's restrictive, moderate and permissive
 * constraints, which the paper names without defining; these definitions are ours):
 *
 * - `moderate`: the action set itself.
 * - `restrictive`: one change fewer (`k − 1`, but never below 1 where `k ≥ 1`), and no number or ordinal may be moved
 *   into the outer quarters of its range: bounds `[l, u]` become `[l + (u − l)/4, u − (u − l)/4]`. As always, people who
 *   stand outside the bounds may stay, or move inwards as far as the far bound. A range without an end stays as it is.
 * - `permissive`: everything that may change may change at once: `k = max(k, mutable features)`. Bounds stay: nothing
 *   beyond them was ever observed.
 *
 * Immutable features, directions, permitted ordinal values and categories are the same in all three. So
 * `A_restrictive(x) ⊆ A_moderate(x) ⊆ A_permissive(x)` for every `x`, and the cost of the cheapest action never falls
 * from permissive to restrictive. `moderate` and `permissive` are idempotent; `restrictive` draws in once more each
 * time.
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
        features: features.map(middleHalf),
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
