import type { NDArray } from '@cfq/jit';
import { DeployError } from '../deploy-error.ts';
import type { InputGrid } from '../exporting/input-grid.ts';

/**
 * The narrowest grid that no value of these rows lies beyond, and that holds 0 exactly. One grid serves all columns, so
 * its step is the widest range, that to 0 included, over `2^bits − 1`.
 *
 * @param x encoded rows [rows, columns]; with all that may be asked of the model: the population, and where actions end.
 * @throws DeployError where there are no values, or some are not finite.
 */
export function inputGridOf({ data }: NDArray, { bits = 16 }: { readonly bits?: 8 | 16 } = {}): InputGrid {
  let [lowest, highest] = [0, 0];
  for (const value of data) {
    if (!Number.isFinite(value)) {
      throw new DeployError(
        `inputGridOf: rows are numbers (expected finite values, got ${value}). Fill in what is missing first.`,
      );
    }
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  if (lowest === highest) {
    throw new DeployError(
      `inputGridOf: a grid has a range (expected values other than 0, got ${data.length === 0 ? 'none' : 'zeros'}). ` +
        'Pass the rows that the model is to decide on.',
    );
  }
  const most = 2 ** bits - 1;
  const scale = Math.fround((highest - lowest) / most);
  return { scale, zeroPoint: Math.min(most, Math.round(-lowest / scale)), bits };
}
