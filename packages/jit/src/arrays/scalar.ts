import { ndarray, type NDArray } from './ndarray.ts';

/**
 * A float32 array of shape `[]`.
 *
 * @param value Any number, NaN and infinities included.
 */
export function scalar(value: number): NDArray {
  return ndarray([value], []);
}
