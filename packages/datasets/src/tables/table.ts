/** Who has, in place of a value, a code with a meaning of its own. */
export interface SpecialCodes {
  /** The meaning of each code; distinct. */
  readonly labels: readonly string[];
  /** Per row: which of the labels, −1 for none. The value is missing (NaN, or level −1) where it is ≥ 0. */
  readonly codes: Int32Array;
}

/** Numbers; NaN is a missing value, or one of the column's special codes. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly values: Float64Array;
  /** Codes that stand for no number but have a meaning of their own ("no inquiry on file"). Default: none. */
  readonly special?: SpecialCodes;
}

/** Text out of a fixed list of levels, as indices into it; −1 is a missing value. */
export interface LevelColumn {
  readonly kind: 'level';
  readonly levels: readonly string[];
  readonly codes: Int32Array;
  /** Codes that stand for no level but have a meaning of their own. Default: none. */
  readonly special?: SpecialCodes;
}

export type TableColumn = NumberColumn | LevelColumn;

/** Typed columns of equal length by name. */
export interface Table {
  readonly rows: number;
  readonly columns: Readonly<Record<string, TableColumn>>;
}
