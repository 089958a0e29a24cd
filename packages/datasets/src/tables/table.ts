/** Numbers; NaN is a missing value. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly values: Float64Array;
}

/** Text out of a fixed list of levels, as indices into it; −1 is a missing value. */
export interface LevelColumn {
  readonly kind: 'level';
  readonly levels: readonly string[];
  readonly codes: Int32Array;
}

export type TableColumn = NumberColumn | LevelColumn;

/** Typed columns of equal length by name. */
export interface Table {
  readonly rows: number;
  readonly columns: Readonly<Record<string, TableColumn>>;
}
