/** A partition of rows by one attribute; code −1 is a row whose attribute is missing. */
export interface Subgroup {
  readonly levels: readonly string[];
  readonly codes: Int32Array;
}
