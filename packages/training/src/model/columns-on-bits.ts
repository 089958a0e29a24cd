import type { NDArray } from '@cfq/jit';
import type { ColumnGrid } from '@cfq/network';
import { TrainingError } from '../training-error.ts';
import type { Model } from './model.ts';
import { onColumnGrid } from './on-column-grid.ts';

/**
 * A grid of `2^bits` values a column, evenly from the least to the largest that rows have in it. A column of two values, such
 * as that of a category, keeps them both, and one of a single value that.
 *
 * @param x rows [n, d], at least one.
 * @param bits a whole number from 1 to 16.
 */
export function columnGridOf(x: NDArray, bits: number): ColumnGrid {
  const [rows = 0, width = 0] = x.shape;
  const steps = 2 ** bits - 1;
  const scale = new Float32Array(width);
  const offset = new Float32Array(width);
  for (let column = 0; column < width; column += 1) {
    const values = Float32Array.from({ length: rows }, (_, row) => x.data[row * width + column]!).sort();
    const [low, high] = [values[0]!, values.at(-1)!];
    const two = values.every((value) => value === low || value === high);
    offset[column] = low;
    scale[column] = high === low ? 1 : (high - low) / (two ? 1 : steps);
  }
  return { scale, offset, lowest: 0, highest: steps };
}

/**
 * A model that rounds the columns it reads, and is as it was otherwise.
 *
 * @throws TrainingError where it rounds them already.
 */
export function columnsOnGrid(model: Model, inputGrid: ColumnGrid): Model {
  if (model.rounding !== undefined) {
    throw new TrainingError(
      `columnsOnGrid: columns are rounded once (expected a model that rounds nothing, got "${model.name}", which does). ` +
        'Leave its inputs as they are.',
    );
  }
  return {
    ...model,
    rounding: { inputGrid, front: null, layers: {} },
    apply: (parameters, x, quantize) => model.apply(parameters, onColumnGrid(x, inputGrid), quantize),
  };
}
