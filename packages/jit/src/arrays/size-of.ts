/**
 * Number of elements of an array of this shape: the product of its extents, 1 for a scalar's `[]`.
 *
 * @param shape Extents, outermost first.
 */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
