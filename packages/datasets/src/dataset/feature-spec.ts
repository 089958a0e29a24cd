import type { ColumnRule } from '../policies/action-policy.ts';
import type { Direction, FeatureKind } from '../encoding/feature-space.ts';

/** How one column of the table becomes a feature. */
export interface FeatureSpec {
  /** The table's column, and the feature's name. */
  readonly name: string;
  /** Numeric features read number columns; ordinal (levels ascending) and categorical ones level columns. */
  readonly kind: FeatureKind;
  /** Whether no action may change it. */
  readonly immutable: boolean;
  /** Which way an action may move it; `any` for categorical features. */
  readonly direction: Direction;
  /** Numeric only: the documented domain `[lowest, highest]` in raw units; `null` leaves a side to the training rows' range. */
  readonly bounds?: readonly [lowest: number | null, highest: number | null];
  /** Ordinal only: the raw number of each level, strictly ascending. Default 0, 1, 2, … */
  readonly values?: readonly number[];
  /** Numeric only: raw values are whole numbers, the same as `step: 1`; a `step` that is given wins. */
  readonly integer?: boolean;
  /** Numeric only: values that exist are whole multiples of it, above 0, in raw units. */
  readonly step?: number;
  /** Numeric only: what its numbers count, such as `EUR` or `months`, for people who read them. */
  readonly unit?: string;
  /**
   * Numeric only: `standard` (default) centres on the mean and divides by the standard deviation; `robust` centres on
   * the median and divides by the interquartile range over 1.349, for columns with heavy tails, and where no bounds are
   * given an action stays between the training rows' 0.5 % and 99.5 % quantiles.
   */
  readonly scaling?: 'standard' | 'robust';
  /** Ordinal and categorical only: the name of each level that the file writes otherwise, by what it writes. */
  readonly codes?: Readonly<Record<string, string>>;
  /** What the file writes for people who have no value but a reason for it, by what it writes: the meaning. Default: nothing. */
  readonly special?: Readonly<Record<string, string>>;
  /**
   * The column of the table that says by how much harder than usual a change of it is for each person, > 0; `effortsOf` reads
   * it. Default: as hard as usual for all.
   */
  readonly effort?: string;
  /** What else an action may do to it, in raw units. */
  readonly rule?: ColumnRule;
}
