import type { ActivationGrid } from '@cfq/network';
import type { Intervals } from '../intervals.ts';

/** Steps up to which a grid is taken piece by piece; with more of them its half step each way is as good. */
export const mostSteps = 6;

/** Pieces that the graph of one unit may have. */
export const mostPieces = mostSteps + 3;

/**
 * The graph of every unit of a layer, `t = Q(relu(s))` over an interval of `s`, inside pieces: where `from ≤ s ≤ to`,
 * `t` lies in `slope · s + [low, high]`. Neighbours share their ends.
 */
export interface GraphPieces {
  /** `[units]` how many pieces each has. */
  readonly count: Int32Array;
  /** `[units, mostPieces]` each. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly slope: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Room for a layer. */
export function graphPieces(units: number): GraphPieces {
  const room = (): Float64Array => new Float64Array(units * mostPieces);
  return {
    count: new Int32Array(units),
    from: room(),
    to: room(),
    slope: room(),
    low: room(),
    high: room(),
  };
}

/**
 * Cuts the graphs of a layer into pieces: at 0, and where there is a grid at the middles between its steps, or, where the
 * interval has many of them, at half a step and at the clip, with half a step each way between.
 *
 * @param grid what outputs are rounded to; null leaves them as they are.
 * @param unit unit roundoff of the covered evaluation: this near the middle between two steps either may be taken.
 * @param out overwritten.
 */
export function cutGraphs(
  { low: lows, high: highs }: Intervals,
  grid: ActivationGrid | null,
  unit: number,
  out: GraphPieces,
): void {
  for (let i = 0; i < lows.length; i += 1) {
    out.count[i] = 0;
    const [low, high] = [lows[i]!, highs[i]!];
    if (grid === null) {
      if (low < 0) add(out, i, low, Math.min(0, high), 0, 0, 0);
      if (high > 0 || low >= 0) add(out, i, Math.max(0, low), high, 1, 0, 0);
    } else cutGrid(out, i, low, high, grid, unit);
  }
}

function cutGrid(
  out: GraphPieces,
  i: number,
  low: number,
  high: number,
  { scale, bits }: ActivationGrid,
  unit: number,
): void {
  const top = 2 ** bits - 1;
  // Where the step begins to be taken: a little early; and where it ends: a little late.
  const starts = (step: number): number => (step <= 0 ? low : (step - 0.5) * scale * (1 - 8 * unit));
  const ends = (step: number): number => (step >= top ? high : (step + 0.5) * scale * (1 + 8 * unit));
  const stepAt = (value: number): number => Math.min(top, Math.max(0, Math.round(value / scale)));
  let first = stepAt(low);
  while (first > 0 && ends(first - 1) >= low) first -= 1;
  let last = stepAt(high);
  while (last < top && starts(last + 1) <= high) last += 1;
  const level = (step: number): void => {
    const value = step * scale;
    const error = unit * value;
    add(out, i, Math.max(low, starts(step)), Math.min(high, ends(step)), 0, value - error, value + error);
  };
  if (last - first <= mostSteps) {
    for (let step = first; step <= last; step += 1) level(step);
    return;
  }
  if (first === 0) level(0);
  const [from, to] = [
    Math.max(low, starts(Math.max(1, first))),
    Math.min(high, ends(Math.min(last, top - 1))),
  ];
  const half = scale / 2 + 8 * unit * Math.max(Math.abs(to), scale);
  add(out, i, from, to, 1, -half, half);
  if (last === top) level(top);
}

function add(
  { count, from, to, slope, low, high }: GraphPieces,
  i: number,
  start: number,
  end: number,
  rise: number,
  least: number,
  most: number,
): void {
  const at = i * mostPieces + count[i]!;
  count[i]! += 1;
  from[at] = start;
  to[at] = end;
  slope[at] = rise;
  low[at] = least;
  high[at] = most;
}
