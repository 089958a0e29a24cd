import type { Feature } from '@cfq/datasets';

/** What stands in a cell of an input. */
export type CellValue = string | number;

/** What a cell holds of people who have no value of a feature, by category of the feature that says so. */
export interface AbsentValues {
  /** The feature of the space that indicates absence. */
  readonly indicator: Feature;
  /** One for each of its categories; that of the first, `known`, is not read. */
  readonly values: readonly CellValue[];
}

/** How one column of a file's input comes of an encoded row. */
export type Cell =
  /** An encoded column as it is. */
  | { readonly kind: 'encoded'; readonly column: number }
  /** The same for everybody. */
  | { readonly kind: 'constant'; readonly value: CellValue }
  /** `(raw − offset) / scale` of a numeric feature. */
  | {
      readonly kind: 'number';
      readonly feature: Feature;
      readonly offset: number;
      readonly scale: number;
      readonly absent: AbsentValues | null;
    }
  /** What stands for each category, or each level, of a feature. */
  | {
      readonly kind: 'level';
      readonly feature: Feature;
      /** One for each category (categorical, absences among them) or level (ordinal). */
      readonly values: readonly CellValue[];
      readonly absent: AbsentValues | null;
    };

/** The cells of one input of a file, one a column. */
export interface InputCells {
  readonly input: string;
  readonly cells: readonly Cell[];
}
