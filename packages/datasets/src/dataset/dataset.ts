import type { Direction, FeatureKind } from '../encoding/feature-space.ts';
import type { Table } from '../tables/table.ts';

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

/** A partition of rows by one attribute; code −1 is a row whose attribute is missing. */
export interface Subgroup {
  readonly levels: readonly string[];
  readonly codes: Int32Array;
}

/** How the test rows are chosen: the publisher's own test file, or a stratified draw by seed. */
export type SplitRule =
  | { readonly kind: 'official'; /** Rows from here on are the test set. */ readonly testStart: number }
  | {
      readonly kind: 'stratified';
      /** Share of all rows in (0, 1), or a number of rows ≥ 1. */ readonly test: number;
    };

/** Where a data set's rows come from and what may be done with them. */
export interface Provenance {
  /** The publisher, and the package the embedded rows were taken from. */
  readonly source: string;
  readonly licence: string;
  readonly citation: string;
}

/** A set's name and where it comes from: what is known before its rows are loaded. */
export interface DatasetAbout {
  readonly name: string;
  readonly title: string;
  readonly provenance: Provenance;
}

/** A typed table with what is needed to learn from it and to act on it. Nothing here depends on a seed. */
export interface Dataset extends DatasetAbout {
  readonly table: Table;
  readonly features: readonly FeatureSpec[];
  /** Per row: 1 favourable, 0 not. */
  readonly y: Int32Array;
  readonly label: { readonly column: string; readonly favourable: string; readonly unfavourable: string };
  readonly subgroups: Readonly<Record<string, Subgroup>>;
  /** At most this many features change in one action. */
  readonly sparsity: number;
  readonly split: SplitRule;
}
