import type { ActionRelation, PlausibilityRule, ColumnRule } from '../policies/action-policy.ts';

/** How a feature is encoded: one number, one number out of a fixed list, or one-hot columns. */
export type FeatureKind = 'numeric' | 'ordinal' | 'categorical';

/** Which way an action may move a numeric or ordinal feature. */
export type Direction = 'any' | 'increase' | 'decrease';

/**
 * One feature of the encoded row, plain data that survives JSON. Encoded columns `[start, start + width)`.
 *
 * Numeric and ordinal features take one column, standardised on the training rows:
 * `raw = encoded * scale + offset`, mean 0 and standard deviation 1 there. Categorical features take one column
 * per category, exactly one of them 1.
 */
export interface Feature {
  readonly name: string;
  readonly kind: FeatureKind;
  /** First encoded column. */
  readonly start: number;
  /** Encoded columns: 1, or the number of categories. */
  readonly width: number;
  /** Categorical only: the category of each one-hot column; `(missing)` and special codes by their meaning at the end. */
  readonly categories?: readonly string[];
  /** Categorical only: whether an action may move *to* the category: seen in training and no absence of a value. */
  readonly reachable?: readonly boolean[];
  /**
   * Categorical only: the raw number of each category, ascending, where they are levels in order that are encoded one by
   * one; absences, which come behind them, have none. An action keeps to `direction` and to caps as for an ordinal feature.
   */
  readonly ranks?: readonly number[];
  /** Categorical only: declared levels that nobody holds and that have no column; absent where there are none. */
  readonly unheld?: readonly string[];
  /** Mean of the raw training values, the median under robust scaling; 0 for categorical features. */
  readonly offset: number;
  /**
   * Standard deviation of the raw training values, under robust scaling their interquartile range over 1.349; 1 where
   * that is 0 and for categorical features.
   */
  readonly scale: number;
  /** Smallest encoded value an action may reach: of the documented domain, else of the training rows. */
  readonly lower: number;
  /** Largest encoded value an action may reach. A row beyond it keeps its own value as its bound. */
  readonly upper: number;
  /** Ordinal only: the permitted encoded values, ascending. */
  readonly values?: readonly number[];
  /** Ordinal only: the name of each of `values`. */
  readonly labels?: readonly string[];
  readonly immutable: boolean;
  readonly direction: Direction;
  /**
   * Numeric only: values that exist are whole multiples of it, in raw units. The n-th is encoded as
   * `Math.fround((n * step − offset) / scale)`. Everybody's own value is permitted besides.
   */
  readonly step?: number;
  /** Numeric only: what its numbers count, such as `EUR` or `months`. */
  readonly unit?: string;
  /** Ordinal and categorical only: the name of each level that the file writes otherwise, by what it writes. */
  readonly codes?: Readonly<Record<string, string>>;
  /** What the file writes for people who have no value but a reason for it, by what it writes: the meaning. */
  readonly special?: Readonly<Record<string, string>>;
  /** What the data set's column says of changes beyond `immutable`, `direction`, bounds and step; raw units. */
  readonly rule?: ColumnRule;
  /** Numeric and ordinal features with missing values: the encoded value that stands in for a missing one. */
  readonly substitute?: number;
  /**
   * Encoded columns that are 1 for people who have no value of this feature: for numeric and ordinal features those of
   * its indicator but `known`, for categorical ones those of `(missing)` and of special codes. No action changes the feature of such a
   * person, but for `rule.obtainable`. Absent where everybody has a value.
   */
  readonly absentColumns?: readonly number[];
  /** Set on the feature (`known`, `(missing)`, special codes) that records where the named feature has no value, and why. */
  readonly indicates?: string;
}

/** The encoded input space of a data set: what a model sees, and what an action may change. */
export interface FeatureSpace {
  /** Encoded columns in total. */
  readonly width: number;
  readonly features: readonly Feature[];
  /** At most this many features may change in one action; a category change counts once (CFQ §3). */
  readonly sparsity: number;
  /** Features of the data set that have no column, and why, a sentence each: they are the same for every training row. */
  readonly dropped?: Readonly<Record<string, string>>;
  /** What features have to do with each other in one action, as the data set says. */
  readonly relations?: readonly ActionRelation[];
  /** How near actions have to lead to approved people, as the data set says; a policy may say otherwise. */
  readonly plausibility?: PlausibilityRule;
}
