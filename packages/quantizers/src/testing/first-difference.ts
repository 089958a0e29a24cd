import type { NDArray } from '@cfq/jit';

/** Flat index of the first element that differs in its bits (−0 is not 0), −1 where none does; 0 for other shapes. */
export function firstDifference(a: NDArray, b: NDArray): number {
  if (a.shape.join() !== b.shape.join()) return 0;
  return a.data.findIndex((value: number, index: number) => !Object.is(value, b.data[index]));
}
