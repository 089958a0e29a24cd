import type { MarginPrice } from './margin-price.ts';
import { narrowed, type UnitBox } from './unit-box.ts';
import type { UnitItems } from './unit-items.ts';

/** How many places are open, how many items may still take one, and how many are not decided that go by steps. */
export function openIn(
  items: UnitItems,
  box: UnitBox,
  places: number,
): { open: number; wanting: number; steps: number } {
  const open = box.taken.reduce((left, one) => left - one, places);
  let wanting = 0;
  let steps = 0;
  for (let j = 0; j < items.count(); j += 1) {
    if (box.taken[j] === 0 && (open === 0 || box.high[j] === 0)) continue;
    wanting += 1 - box.taken[j]!;
    if (!items.isContinuous(j) && box.low[j]! < box.high[j]!) steps += 1;
  }
  return { open, wanting, steps };
}

/** The item that the choices on both sides of the price differ most in, of those that can be split; −1 for none. */
export function mostApart(
  items: UnitItems,
  priced: MarginPrice,
  box: UnitBox,
  open: number,
  scarce: boolean,
): number {
  let widest = -1;
  let most = -1;
  for (let j = 0; j < items.count(); j += 1) {
    const [a, b] = [priced.below[j]!, priced.above[j]!];
    if (box.taken[j] === 0 && open === 0) continue;
    if (items.isContinuous(j)) {
      if (!scarce || box.taken[j] === 1 || box.high[j] === 0) continue;
    } else if (box.low[j] === box.high[j]) continue;
    const isSwapped = (a === 0) !== (b === 0);
    const apart = items.isContinuous(j) && !isSwapped ? 0 : items.rate[j]! * Math.abs(a - b);
    const tie = 1e-9 * items.rate[j]! * Math.max(a, b);
    if (apart + tie > most) {
      most = apart + tie;
      widest = j;
    }
  }
  return widest;
}

/** Splits a box in two at an item. */
export function split(items: UnitItems, priced: MarginPrice, box: UnitBox, j: number): UnitBox[] {
  const [low, high] = [box.low[j]!, box.high[j]!];
  if (items.isContinuous(j)) return [narrowed(box, j, 0, 0, 0), narrowed(box, j, 0, high, 1)];
  const ends = [priced.below[j]!, priced.above[j]!].sort((a, b) => a - b);
  let from = ends[0] === ends[1] ? items.after(j, ends[0]!) : ends[1]!;
  if (from > high || from <= low) from = high;
  const before = Math.max(low, items.before(j, from));
  return [narrowed(box, j, low, before, box.taken[j] === 1 ? 1 : 0), narrowed(box, j, from, high, 1)].filter(
    (part) => part.low[j]! <= part.high[j]!,
  );
}
