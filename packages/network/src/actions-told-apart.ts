import type { NDArray } from '@cfq/jit';
import { roundColumns } from './round-columns.ts';
import type { ColumnGrid } from './model/column-grid.ts';

/** What a grid of columns makes of actions. */
export interface ActionsToldApart {
  /** Actions that change something. */
  readonly actions: number;
  /** Those of them that leave a column they change on the value that it had: that part of the effort is not seen. */
  readonly partlyUnseen: number;
  /** Those that leave every column on its value: the network decides as before, whatever was done. */
  readonly unseen: number;
}

/**
 * How many actions a network can see that rounds its columns before it reads them.
 *
 * @param grid what columns are rounded to; null where they are not, and everything is seen.
 * @param x rows [n, d] before the action.
 * @param moved the same rows after it.
 */
export function actionsToldApart(grid: ColumnGrid | null, x: NDArray, moved: NDArray): ActionsToldApart {
  const [rows = 0, width = 0] = x.shape;
  const seen = ({ data }: NDArray): Float32Array =>
    grid === null ? Float32Array.from(data) : roundColumns(Float32Array.from(data), width, grid);
  const [before, after] = [seen(x), seen(moved)];
  let [actions, partlyUnseen, unseen] = [0, 0, 0];
  for (let row = 0; row < rows; row += 1) {
    const columns = Array.from({ length: width }, (_, column) => row * width + column);
    const changed = columns.filter((at) => x.data[at] !== moved.data[at]);
    if (changed.length === 0) continue;
    const lost = changed.filter((at) => before[at] === after[at]).length;
    actions += 1;
    partlyUnseen += Number(lost > 0);
    unseen += Number(lost === changed.length);
  }
  return { actions, partlyUnseen, unseen };
}
