import { StructureError } from '../errors/structure-error.ts';
import type { NDArray } from './ndarray.ts';
import { sizeOf } from './size-of.ts';

/** How the rows of an array lie in its storage. */
export interface RowLayout {
  /** Extent of the first axis. */
  readonly count: number;
  /** Elements of one row. */
  readonly width: number;
  /** Extents of one row. */
  readonly rowShape: readonly number[];
}

/**
 * The rows of an array: everything behind the first axis is one row.
 *
 * @throws StructureError when the array is a scalar or does not fill its shape.
 */
export function rowLayout(caller: string, { data, shape }: NDArray): RowLayout {
  const [count, ...rowShape] = shape;
  if (count === undefined) {
    throw new StructureError(
      `${caller}: an array has rows (expected rank 1 or more, got a scalar). Pass an array of shape [rows, …].`,
    );
  }
  const width = sizeOf(rowShape);
  if (data.length !== count * width) {
    throw new StructureError(
      `${caller}: an array fills its shape (expected ${count * width} values for [${shape.join(', ')}], got ` +
        `${data.length}). Make arrays with ndarray(), which checks.`,
    );
  }
  return { count, width, rowShape };
}
