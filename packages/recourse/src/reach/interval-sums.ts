import { addIntervals } from './add-intervals.ts';
import type { HiddenUnits } from './hidden-units.ts';
import type { RectifiedLayer } from './rectified-layers.ts';
import { roundings } from './roundings.ts';

/** Intervals of the sums of a layer from those of the outputs before it. */
export function intervalSums(
  { outputs, weight, norms, bias }: RectifiedLayer,
  { index, centre, radius, live, norm }: HiddenUnits,
  { low, high, noise }: HiddenUnits,
): void {
  addIntervals(low.fill(0), high.fill(0), centre, radius, index, live, weight);
  const share = roundings(live);
  for (let j = 0; j < outputs; j += 1) {
    const own = share * (norms[j]! * norm + Math.abs(bias[j]!));
    const middle = low[j]! + bias[j]!;
    const reach = high[j]! + own;
    noise[j] = own;
    low[j] = middle - reach;
    high[j] = middle + reach;
  }
}
