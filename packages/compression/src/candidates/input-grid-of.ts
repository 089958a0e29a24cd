import type { InputGrid } from '@cfq/deploy';
import { roundColumns, type ColumnGrid } from '@cfq/network';
import type { ActionSet } from '@cfq/recourse';
import type { PeopleParts } from '../rows/people-parts.ts';

const bits = 16;

/**
 * The grid of encoded columns for products of integers: 16 bits, over all that the people have and all that actions may
 * lead to. Its step is a power of two, so that the 0 and 1 of categories lie on it.
 *
 * @param columns What the network rounds columns to before that; default null
 */
export function inputGridOf(
  { train, validation, test }: PeopleParts,
  { features, width }: ActionSet,
  columns: ColumnGrid | null = null,
): InputGrid {
  let [low, high] = [0, 1];
  const cover = (value: number): void => {
    if (!Number.isFinite(value)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  const read = (rows: Float32Array): Float32Array =>
    columns === null ? rows : roundColumns(rows, width, columns);
  for (const { x } of [train, validation, test]) read(Float32Array.from(x.data)).forEach(cover);
  const ends = [new Float32Array(width), new Float32Array(width)] as const;
  for (const { immutable, start, lower, upper } of features) {
    if (immutable) continue;
    ends[0][start] = lower;
    ends[1][start] = upper;
  }
  for (const end of ends) read(end).forEach(cover);
  const highest = 2 ** bits - 1;
  // One step is lost where the zero point is rounded.
  const scale = 2 ** Math.ceil(Math.log2((high - low) / (highest - 1)));
  return { scale, zeroPoint: Math.ceil(-low / scale), bits };
}
