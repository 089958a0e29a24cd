import type { ActionRelation, MaxChange, TimeToAct } from '@cfq/datasets';

import { checkActionSet } from './check-action-set.ts';
import type { Plausibility } from './plausibility/plausibility.ts';
import { checkDefinitionKeys, withFeatureDefaults, type ActionSetDefinition } from './feature-definition.ts';

/** How a feature may change: freely, on a list of values, or between categories. */
export type ActionKind = 'numeric' | 'ordinal' | 'categorical';

/** Which way a numeric or ordinal feature may move, relative to the person's own value. */
export type ActionDirection = 'any' | 'increase' | 'decrease';

/** What an encoded number stands for: `raw = encoded · scale + offset`. */
export interface RawUnits {
  readonly offset: number;
  /** > 0. */
  readonly scale: number;
}

/** Values that exist: the n-th is `Math.fround((n · step − offset) / scale)`, for whole n. */
export interface ActionGrid extends RawUnits {
  /** In raw units, > 0. */
  readonly step: number;
}

/** How people who have no value of a feature may obtain one. */
export interface Obtainable {
  /** Those of the feature's `absentColumns`, ascending, whose people may obtain a value. */
  readonly columns: readonly number[];
  /**
   * Numeric and ordinal: the column that is 1 for people who have a value. Obtaining a value sets it and clears the column
   * of what was left; it lies with `columns` in a categorical feature, which is changed in no other way.
   */
  readonly known?: number;
  /** Numeric and ordinal: what the encoding puts in place of a value that is absent. */
  readonly reference?: number;
  /**
   * Ordinal: for each of `columns` the positions in `values` that may be obtained, beside what `targets` says. All where
   * absent.
   */
  readonly targets?: readonly (readonly number[])[];
}

/** What may be done to one feature. Values are in encoded units unless it says otherwise. */
export interface ActionFeature {
  /** Unique within the action set; used in messages and as the key of cost weights. */
  readonly name: string;
  readonly kind: ActionKind;
  /** First encoded column. The feature occupies columns `[start, start + width)`. */
  readonly start: number;
  /** Number of encoded columns: 1 for numeric and ordinal, the number of categories (≥ 2) for categorical. */
  readonly width: number;
  /** Lowest value an action may reach (numeric, ordinal). A person already below it may stay there. */
  readonly lower: number;
  /** Highest value an action may reach (numeric, ordinal). A person already above it may stay there. */
  readonly upper: number;
  /**
   * Numeric and ordinal: how much of the way from their own value to a bound people may go at most, in (0, 1]; all of
   * it where absent. At 0.5, debts may be halved but not cleared.
   */
  readonly maxFractionToBound?: number;
  /**
   * Numeric and ordinal: how far people may go from their own raw value, either way: at most `amount` raw units, and at
   * most `percent` of the size of that value; both > 0. Needs `units` or `grid` to know what is raw.
   */
  readonly maxChange?: MaxChange;
  /** Numeric and ordinal: the raw units; where absent those of `grid`, else encoded values are raw. */
  readonly units?: RawUnits;
  /** Numeric only: the values an action may move to. A person's own value is always permitted, on the grid or not. */
  readonly grid?: ActionGrid;
  /**
   * Encoded columns that are 1 for people who have no value of this feature. No action changes the feature of a person
   * for whom one of them is 1, but for what is `obtainable`, and no action makes one of them 1.
   */
  readonly absentColumns?: readonly number[];
  /** Which of `absentColumns` people may leave for a value. None where absent. */
  readonly obtainable?: Obtainable;
  /** Ordinal only: the permitted encoded values, strictly ascending. A person's own value is always permitted. */
  readonly values?: readonly number[];
  /** Categorical only: the categories' names in one-hot order. */
  readonly categories?: readonly string[];
  /**
   * Positions an action may move to, strictly ascending, all where absent: of one-hot columns (categorical) or in `values`
   * (ordinal).
   */
  readonly targets?: readonly number[];
  /**
   * Categorical and ordinal: for each position the ones a person who is there may move to, beside what `targets` says. A
   * person at none of them (no column is 1, a value that is not listed) may not move. All where absent.
   */
  readonly moves?: readonly (readonly number[])[];
  /** How long a change takes, by raw units; `timeLimits` makes limits of it for people who have so much time. */
  readonly time?: TimeToAct;
  /** True forbids every change. */
  readonly immutable: boolean;
  /** Numeric and ordinal only; categorical features are `'any'`. */
  readonly direction: ActionDirection;
}

/**
 * The actions people may take (CFQ §3): `A(x) = { δ : δ_j = 0 for immutable j; l ≤ x + δ ≤ u; ‖δ‖₀ ≤ k }`, where a
 * one-hot group changes as one unit and counts once against `k`, ordinal features keep to their permitted values and
 * a direction limits the sign of a change. `δ = 0` always belongs to `A(x)`: bounds are widened to include `x`.
 *
 * Columns that no feature covers cannot change.
 */
export interface ActionSet {
  /** Number of encoded columns `d`. */
  readonly width: number;
  readonly features: readonly ActionFeature[];
  /** `k`: how many features one action may change, an integer ≥ 0. */
  readonly sparsity: number;
  /** What features have to do with each other in one action; raw units are those of the features. */
  readonly relations?: readonly ActionRelation[];
  /** Where actions may lead at all: near enough to approved people. Anywhere where absent. */
  readonly plausibility?: Plausibility;
  /** `> 0` by feature name: multiplies the cost of changing it, beside `CostSpec.weights`; 1 for features not named. */
  readonly weights?: Readonly<Record<string, number>>;
}

/**
 * An action set written by hand, checked and with its defaults filled in: features stand one after the other, may change
 * freely, and all at once, unless it says otherwise. Made for what people write and what JSON holds: every key must be
 * known and every value of its type.
 *
 * @param definition - Features, and width and sparsity where they are not the defaults; an `ActionSet` is one too.
 * @returns A new, consistent action set.
 * @throws RecourseError naming the rule: a key that is not known (with the nearest one that is), a value of a wrong type,
 *   overlapping or outlying columns, repeated names, bounds out of order, an ordinal without values, a categorical with a
 *   direction or without categories, a sparsity that is not an integer ≥ 0, relations of features that do not exist, a plausibility without enough rows.
 */
export function actionSet(definition: ActionSetDefinition): ActionSet {
  checkDefinitionKeys(definition);
  let next = 0;
  const features = definition.features.map((feature, index) => {
    const whole = withFeatureDefaults(feature, index, next);
    next = whole.start + whole.width;
    return whole;
  });
  const end = features.reduce((most, { start, width }) => Math.max(most, start + width), 0);
  const mutable = features.filter(({ immutable }) => !immutable).length;
  const { width = end, sparsity = mutable, relations, weights, plausibility } = definition;
  const set: ActionSet = {
    width,
    features,
    sparsity,
    ...(relations && { relations }),
    ...(weights && { weights }),
    ...(plausibility && { plausibility }),
  };
  checkActionSet('actionSet', set);
  return set;
}
