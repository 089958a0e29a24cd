import { gridStep } from '../actions/grid.ts';
import { consequentValue, followsFor, type Consequence } from '../actions/relations/consequences.ts';

/** How what moves with a number changes over a range of it: `at + slope · (change − low)`, up to a deviation. */
export interface ConsequenceLine {
  readonly at: number;
  readonly slope: number;
  readonly deviation: number;
  /** The largest change either way. */
  readonly size: number;
}

/** Relative to what is added: by how much a float32 sum moves a number, with some to spare. */
const rounding = 2 ** -22;

/**
 * The line through both ends of a consequence over a range of its source, and by how much the consequence leaves it at most:
 * where only one sign is followed it bends at 0, on a grid it is a staircase, and bounds cut it off.
 *
 * @param at - Where the person's row starts in `x`.
 */
export function consequenceLine(
  consequence: Consequence,
  x: ArrayLike<number>,
  at: number,
  low: number,
  high: number,
): ConsequenceLine {
  const { feature, source, ratio } = consequence;
  const [own, from] = [x[at + feature.start]!, x[at + source.start]!];
  const follows = (change: number) => followsFor(consequence, change, x, at);
  const straight = (change: number) => (follows(change) ? ratio * change : 0);
  const changed = (change: number) => (follows(change) ? consequentValue(consequence, own, change) - own : 0);
  const reach = Math.max(Math.abs(low), Math.abs(high));
  const blur = rounding * (Math.abs(from) + reach);
  // No change is no change, however it is rounded.
  const ends = [low === 0 ? 0 : low - blur, high === 0 ? 0 : high + blur] as const;
  const [first, last] = [changed(ends[0]), changed(ends[1])];
  const size = Math.max(Math.abs(first), Math.abs(last));
  const noise = rounding * (Math.abs(own) + size) + Math.abs(ratio) * blur;
  if (first === last) return { at: first, slope: 0, deviation: noise, size };
  const slope = low === high ? 0 : (last - first) / (ends[1] - ends[0]);
  const onLine = (change: number) => first + slope * (change - ends[0]);
  const kinks = low < 0 && high > 0 ? [...ends, 0] : ends;
  const bend = Math.max(...kinks.map((change) => Math.abs(straight(change) - onLine(change))));
  const stair = feature.grid === undefined ? 0 : gridStep(feature.grid) * (0.5 + 2 ** -10);
  const cut = Math.max(0, ...ends.map((change) => Math.abs(straight(change) - changed(change)) - stair));
  return { at: onLine(low), slope, deviation: bend + stair + cut + noise, size };
}
