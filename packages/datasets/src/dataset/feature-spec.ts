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
  /** Numeric only: the documented domain `[lowest, highest]` in raw units. Default: the training rows' range. */
  readonly bounds?: readonly [lowest: number, highest: number];
  /** Ordinal only: the raw number of each level, strictly ascending. Default 0, 1, 2, … */
  readonly values?: readonly number[];
  /** Raw values are whole numbers; a hint for display. */
  readonly integer?: boolean;
}
