import type { NDArray } from '@cfq/jit';
import { actionNorm } from '@cfq/metrics/recourse';
import type { ActionSet } from '@cfq/recourse';
import type { ActionQuality } from '../../cells/diagnostics/action-quality-schema.ts';

/** Mean lengths of valid actions in the two units of a cell. */
export function actionLengths(
  { delta, valid }: { readonly delta: NDArray; readonly valid: Uint8Array },
  { width, features }: ActionSet,
  trained: NDArray,
): Pick<ActionQuality, 'standardised' | 'ranged'> {
  const rows = valid.length;
  const changes = new Float64Array(rows * features.length);
  const scale = new Float64Array(width).fill(1);
  features.forEach(({ kind, start, width: span }, place) => {
    if (kind !== 'categorical') scale[start] = 1 / rangeOf(trained, width, start);
    for (let row = 0; row < rows; row += 1) {
      const own = delta.data.subarray(row * width + start, row * width + start + span);
      const isCategory = kind === 'categorical';
      changes[row * features.length + place] = isCategory
        ? Number(own.some((value) => value !== 0))
        : own[0]!;
    }
  });
  const byFeature = { valid, delta: { data: changes, shape: [rows, features.length] } };
  const byColumn = { valid, delta: { data: delta.data as Float32Array, shape: [rows, width] }, scale };
  const length = (
    norm: 'l0' | 'l1' | 'l2' | 'squared-l2' | 'linf',
    input: typeof byFeature | typeof byColumn,
  ) => {
    const { value } = actionNorm({ ...input, norm });
    return Number.isFinite(value) ? value : null;
  };
  return {
    standardised: {
      l0: length('l0', byFeature),
      l1: length('l1', byFeature),
      l2: length('l2', byFeature),
      linf: length('linf', byFeature),
    },
    ranged: {
      l0: length('l0', byColumn),
      l1: length('l1', byColumn),
      l2: length('squared-l2', byColumn),
      linf: length('linf', byColumn),
    },
  };
}

/** Largest less smallest value of a column; 1 where they are the same. */
function rangeOf({ data, shape }: NDArray, width: number, column: number): number {
  let [least, most] = [Infinity, -Infinity];
  for (let row = 0; row < (shape[0] ?? 0); row += 1) {
    const value = data[row * width + column]!;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most > least ? most - least : 1;
}
