import { ndarray, type NDArray } from '@cfq/jit';

/** The unit matrix. A product with it is exact: its sums have one term that is not 0. */
export function identity(size: number): NDArray {
  const data = new Float32Array(size * size);
  for (let at = 0; at < size; at += 1) data[at * size + at] = 1;
  return ndarray(data, [size, size]);
}
