import { DatasetError } from '../internals/dataset-error.ts';
import { selectRows, selectSubgroups } from '../internals/select-rows.ts';
import type { Split } from './split.ts';

/**
 * The given rows of a part of a split, in the order given and with repeats: encoded rows, labels, row numbers of the
 * table and subgroups alike.
 *
 * @param rows Positions within the part, 0 to `split.rows.length` − 1.
 * @throws DatasetError where a position is none of the part's.
 */
export function takeSplitRows(split: Split, rows: ArrayLike<number>): Split {
  const [count, width] = split.x.shape;
  const chosen = Int32Array.from(rows);
  const data = new Float32Array(chosen.length * width);
  for (let index = 0; index < chosen.length; index++) {
    const row = rows[index]!;
    if (!Number.isInteger(row) || row < 0 || row >= count) {
      throw new DatasetError(
        `takeSplitRows: a position within the part (expected a whole number from 0 to ${count - 1}, got ${row} at ` +
          `${index}). Correct it.`,
      );
    }
    data.set(split.x.data.subarray(row * width, (row + 1) * width), index * width);
  }
  return {
    x: { data, shape: [chosen.length, width] },
    y: selectRows(split.y, chosen),
    rows: selectRows(split.rows, chosen),
    subgroups: selectSubgroups(split.subgroups, chosen),
    ...(split.efforts && { efforts: Array.from(chosen, (row) => split.efforts![row]!) }),
  };
}
