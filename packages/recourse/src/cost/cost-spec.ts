import type { ActionSet } from '../actions/action-set.ts';
import { checkActionSet } from '../actions/check-action-set.ts';
import { consequentFeatures } from '../actions/relations/consequences.ts';
import { RecourseError } from '../recourse-error.ts';

/** The norms of CFQ §3: `p = 1`, `p = 2`, and their mean. */
export const costNorms = ['l1', 'l2', 'mixed'] as const;
export type CostNorm = (typeof costNorms)[number];

/**
 * What an action costs. With `u_j = w_j·|δ_j|` for a numeric or ordinal feature (encoded units: standard deviations)
 * and `u_j = w_j` for a change of category (once a change, however many one-hot columns move), 0 where unchanged:
 *
 * - `l1`: `Σ_j u_j`
 * - `l2`: `√(Σ_j u_j²)`
 * - `mixed`: `½·l1 + ½·l2`
 *
 * So changing one feature alone costs the same in all three.
 *
 * Whoever obtains a number or a level, having none, pays for it as for a change of category, `w_j` beside the norm, and in the
 * norm `w_j` for each unit between what they obtain and the most usual value that may be obtained: the one nearest to what
 * the encoding puts in place of an absent one, such as the training mean. So obtaining one thing alone costs the same in all
 * three too, and `w_j` at the least.
 */
export interface CostSpec {
  readonly norm: CostNorm;
  /** `w_j > 0` by feature name; 1 for features not named. The action set's own weights multiply them. */
  readonly weights?: Readonly<Record<string, number>>;
}

/** The share of `l1` in each norm; the rest is `l2`. */
export const linearShare: Readonly<Record<CostNorm, number>> = { l1: 1, l2: 0, mixed: 0.5 };

/**
 * The weight of every feature of an action set, in its order; 0 of what moves by itself.
 *
 * @throws RecourseError on an unknown norm, an unknown feature name, or a weight that is not positive and finite.
 */
export function featureWeights(actionSet: ActionSet, spec: CostSpec): Float64Array {
  checkActionSet('cost', actionSet);
  if (!costNorms.includes(spec.norm)) {
    throw new RecourseError(
      `cost: the norm is known (expected ${costNorms.join(', ')}, got ${spec.norm}). Correct it.`,
    );
  }
  const names = actionSet.features.map((feature) => feature.name);
  for (const [name, weight] of Object.entries(spec.weights ?? {})) {
    if (!names.includes(name)) {
      throw new RecourseError(
        `cost: weights are by feature name (expected ${names.join(', ')}, got ${name}). Correct the name.`,
      );
    }
    if (!Number.isFinite(weight) || weight <= 0) {
      throw new RecourseError(
        `cost: weight of '${name}' is positive (expected > 0, got ${weight}). To forbid a change, make it immutable.`,
      );
    }
  }
  const consequent = consequentFeatures(actionSet);
  return Float64Array.from(names, (name) =>
    consequent.has(name) ? 0 : (spec.weights?.[name] ?? 1) * (actionSet.weights?.[name] ?? 1),
  );
}

/**
 * A cost as it is for one person: with their effort weights in it.
 *
 * @param efforts - `n × F` weights, `F` from `at` on those of the person; see `effortWeights`.
 */
export function withEffort(
  { norm, weights = {} }: CostSpec,
  { features }: ActionSet,
  efforts: ArrayLike<number>,
  at: number,
): CostSpec {
  const own = features.map(({ name }, f) => [name, (weights[name] ?? 1) * efforts[at + f]!] as const);
  return { norm, weights: Object.fromEntries(own) };
}
