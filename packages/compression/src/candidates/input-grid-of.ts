import type { InputGrid } from '@cfq/deploy';
import type { ActionSet } from '@cfq/recourse';
import type { PeopleParts } from '../rows/people-parts.ts';

const bits = 16;

/**
 * The grid of encoded columns for products of integers: 16 bits, over all that the people have and all that actions may
 * lead to. Its step is a power of two, so that the 0 and 1 of categories lie on it.
 */
export function inputGridOf({ train, validation, test }: PeopleParts, { features }: ActionSet): InputGrid {
  let [low, high] = [0, 1];
  const cover = (value: number): void => {
    if (!Number.isFinite(value)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const { x } of [train, validation, test]) x.data.forEach(cover);
  for (const feature of features) {
    if (feature.immutable) continue;
    cover(feature.lower);
    cover(feature.upper);
  }
  const highest = 2 ** bits - 1;
  // One step is lost where the zero point is rounded.
  const scale = 2 ** Math.ceil(Math.log2((high - low) / (highest - 1)));
  return { scale, zeroPoint: Math.ceil(-low / scale), bits };
}
