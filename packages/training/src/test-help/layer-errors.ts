import { ndarray, randomStream, type NDArray } from '@cfq/jit';

/** Rows whose columns have to do with each other. */
export function correlated(seed: number, rows: number, width: number): NDArray {
  const shared = randomStream(seed, 'shared').normal([rows]).data;
  const own = randomStream(seed, 'own').normal([rows, width]).data;
  return ndarray(
    Float32Array.from(own, (value, at) => 0.6 * value + shared[Math.floor(at / width)]!),
    [rows, width],
  );
}

/** Mean squared error of every output, from the rows themselves. */
export function errorsOnRows(x: NDArray, weight: NDArray, rounded: NDArray): number[] {
  const [rows, width] = x.shape as [number, number];
  const outputs = weight.shape[1]!;
  return Array.from({ length: outputs }, (_, j) => {
    let total = 0;
    for (let row = 0; row < rows; row += 1) {
      let error = 0;
      for (let i = 0; i < width; i += 1) {
        const at = i * outputs + j;
        error += x.data[row * width + i]! * (weight.data[at]! - rounded.data[at]!);
      }
      total += error ** 2;
    }
    return total / rows;
  });
}
