/**
 * An affine function of the open decisions of a box that the margin does not exceed, as float32 evaluates it in any order:
 * `constant` at the base point, and `along` each of the directions.
 */
export interface MarginForm {
  constant: number;
  readonly along: Float64Array;
}
