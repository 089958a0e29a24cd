import type { NDArray } from '@cfq/jit';

import type { ActionSet } from './action-set.ts';
import { RecourseError } from '../recourse-error.ts';

/**
 * Checks that every named array is `[n, d]` with the action set's `d` and one common `n`.
 *
 * @returns `n`.
 * @throws RecourseError naming the function, the array and the shapes.
 */
export function checkRows(
  caller: string,
  arrays: Readonly<Record<string, NDArray>>,
  actionSet: ActionSet,
): number {
  let rows: number | undefined;
  for (const [name, array] of Object.entries(arrays)) {
    const [n, d] = array.shape;
    const consistent = n !== undefined && array.data.length === n * actionSet.width;
    if (array.shape.length !== 2 || d !== actionSet.width || !consistent || (rows ?? n) !== n) {
      throw new RecourseError(
        `${caller}: ${name} has one row a person and one column an encoded feature ` +
          `(expected [${rows ?? 'n'}, ${actionSet.width}], got [${array.shape.join(', ')}]). Reshape it.`,
      );
    }
    rows = n;
  }
  return rows ?? 0;
}
