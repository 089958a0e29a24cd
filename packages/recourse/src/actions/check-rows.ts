import type { NDArray } from '@cfq/jit';

import type { ActionSet } from './action-set.ts';
import { checkActionSet } from './check-action-set.ts';
import { RecourseError } from '../recourse-error.ts';

/**
 * Checks that the action set is one, and every named array `[n, d]` with its `d` and one common `n`.
 *
 * @returns `n`.
 * @throws RecourseError naming the function, the array and the shapes, or what is wrong with the action set.
 */
export function checkRows(
  caller: string,
  arrays: Readonly<Record<string, NDArray>>,
  actionSet: ActionSet,
): number {
  checkActionSet(caller, actionSet);
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
