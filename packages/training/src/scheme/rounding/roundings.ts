import { ndarray, type NDArray } from '@cfq/jit';
import { codeGrid } from './code-grid.ts';
import { evenGrid, type GridOfWeight } from './even-grid.ts';
import { inverseRectifiedSigmoid } from './rectified-sigmoid.ts';
import type { QuantizerParameters } from '../student-parameters.ts';

/**
 * Where the fit of the roundings starts: the grid of the quantizer, and a `v` for each weight at which it is rounded by
 * exactly the fraction it has, so that the weights start as they are at full precision (those beyond the grid at its
 * end).
 *
 * @param weight [inputs, outputs].
 * @returns `scale` and `zeroPoint`, [] or one a column [outputs], and `rounding` in the shape of the weight.
 */
export function initialRounding(weight: NDArray, grid: GridOfWeight): QuantizerParameters<NDArray> {
  const { encoded, ratio } = evenGrid(weight, grid);
  const rounding = Float32Array.from(weight.data, (value, index) =>
    inverseRectifiedSigmoid(ratio(value, index) - Math.floor(ratio(value, index))),
  );
  const { scale, zeroPoint, axis } = encoded;
  const shape = axis === null ? [] : [scale.length];
  return {
    scale: ndarray(scale, shape),
    zeroPoint: ndarray(Float32Array.from(zeroPoint), shape),
    rounding: ndarray(rounding, weight.shape),
  };
}

/**
 * Weights at the end that their rounding leans to: `s · clamp( ⌊w / s⌋ + [v ≥ 0], low − z, high − z )`. Every code is one of
 * the two around `w / s`, or the end of the grid where `w` lies beyond it.
 *
 * @throws TrainingError for a quantizer without a grid of codes.
 */
export function hardRounded(weight: NDArray, grid: GridOfWeight, rounding: NDArray): NDArray {
  const { low, high } = codeGrid(grid.quantizer, grid.bits);
  const { ratio, step, zero } = evenGrid(weight, grid);
  return ndarray(
    Float32Array.from(weight.data, (value, index) => {
      const code = Math.floor(ratio(value, index)) + (rounding.data[index]! >= 0 ? 1 : 0);
      const [first, last] = [low - zero(index), high - zero(index)];
      return Math.min(Math.max(code, first), last) * step(index);
    }),
    weight.shape,
  );
}
