/** A dense row-major matrix of encoded rows. Structurally the array type that travels between the packages. */
export interface Matrix {
  /** `rows × columns` numbers, row after row. */
  readonly data: Float32Array;
  readonly shape: readonly [rows: number, columns: number];
}
