import type { NDArray } from '@cfq/jit';

import { RecourseError } from '../recourse-error.ts';

/** The points of boxes, `[n, d]`, checked on behalf of a function. */
export function checkPoints(of: string, { data, shape }: NDArray): [rows: number, width: number] {
  const [rows, width] = shape;
  if (shape.length !== 2 || rows === undefined || width === undefined || width === 0) {
    throw new RecourseError(
      `${of}: points are rows of columns (expected [n, d], got [${shape.join(', ')}]). Reshape x.`,
    );
  }
  for (let at = 0; at < data.length; at += 1) {
    if (Number.isFinite(data[at])) continue;
    throw new RecourseError(
      `${of}: points must be finite (got ${data[at]} in row ${Math.floor(at / width)}). Leave such rows out.`,
    );
  }
  return [rows, width];
}

/** What a radius is multiplied by in each column, checked on behalf of a function. */
export function checkColumns(of: string, columns: ArrayLike<number>, width: number): Float64Array {
  const shares = Float64Array.from(columns);
  if (shares.length !== width || !shares.every((share) => share >= 0 && Number.isFinite(share))) {
    throw new RecourseError(
      `${of}: columns has a finite number of at least 0 for each (expected ${width} of them, got ` +
        `${shares.join(', ')}). Give 0 to a column that does not move.`,
    );
  }
  return shares;
}
