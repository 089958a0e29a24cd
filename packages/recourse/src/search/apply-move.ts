import { gridIndex, gridValue } from '../actions/grid.ts';
import { consequentValue, followsFor, type Consequence } from '../actions/relations/consequences.ts';
import { endOf, type ActionLayout } from './action-layout.ts';

/**
 * Writes the action of a move as float32: `δ` with exact −1, 0, 1 in one-hot columns; for features on a grid the one with
 * which `float32(x + δ)` is the value of the grid nearest to where the move goes, up to what float32 tells apart; and
 * numbers nudged by a unit in the last place where the sum would otherwise leave the permitted range.
 *
 * @param xAt - Where the person's row starts in the rows the layout was made for.
 * @param delta - `d` zeros at `deltaAt`, overwritten where the move changes something.
 */
export function writeDelta(
  layout: ActionLayout,
  x: Float32Array,
  xAt: number,
  move: Float64Array,
  moveAt: number,
  delta: Float32Array,
  deltaAt: number,
): void {
  writeChanges(layout, x, xAt, move, moveAt, delta, deltaAt);
  for (const consequence of layout.consequences) {
    const { feature, source } = consequence;
    const from = x[xAt + source.start]!;
    const change = Math.fround(from + delta[deltaAt + source.start]!) - from;
    delta[deltaAt + feature.start] = consequentChange(consequence, change, x, xAt);
  }
}

/** Writes what a move changes, without what follows from it. */
function writeChanges(
  layout: ActionLayout,
  x: Float32Array,
  xAt: number,
  move: Float64Array,
  moveAt: number,
  delta: Float32Array,
  deltaAt: number,
): void {
  for (let f = 0; f < layout.count; f += 1) {
    const value = move[moveAt + f]!;
    if (value === 0) continue;
    const start = layout.start[f]!;
    if (layout.categorical[f] === 1) {
      const span = layout.span[f]!;
      for (let c = 0; c < span; c += 1)
        delta[deltaAt + start + c] = (c === value - 1 ? 1 : 0) - x[xAt + start + c]!;
      continue;
    }
    const from = x[xAt + start]!;
    const grid = layout.grid[f];
    if (grid !== undefined) {
      const wanted = gridValue(grid, gridIndex(grid, from + value));
      delta[deltaAt + start] = differenceTo(from, wanted);
      continue;
    }
    const end = endOf(layout, f, xAt / layout.width, Math.sign(value));
    let change = Math.fround(value);
    for (let nudge = 0; nudge < 4 && (Math.fround(from + change) - end) * value > 0; nudge += 1) {
      change = Math.fround(change - Math.sign(value) * Math.max(Math.abs(change), Math.abs(end)) * 2 ** -24);
    }
    delta[deltaAt + start] = change;
  }
}

/** What a change of the source changes by itself. */
function consequentChange(consequence: Consequence, change: number, x: Float32Array, xAt: number): number {
  if (!followsFor(consequence, change, x, xAt)) return 0;
  const own = x[xAt + consequence.feature.start]!;
  return differenceTo(own, consequentValue(consequence, own, change));
}

/** The float32 which, added to `from`, comes nearest to `wanted`. */
export function differenceTo(from: number, wanted: number): number {
  const plain = Math.fround(wanted - from);
  const missing = wanted - Math.fround(from + plain);
  if (missing === 0) return plain;
  const other = Math.fround(plain + missing);
  return Math.abs(wanted - Math.fround(from + other)) < Math.abs(missing) ? other : plain;
}

/** Writes `float32(x + δ)` of a move, the point that is scored, into `point` at `pointAt`. */
export function writePoint(
  layout: ActionLayout,
  x: Float32Array,
  xAt: number,
  move: Float64Array,
  moveAt: number,
  point: Float32Array,
  pointAt: number,
): void {
  const { width, count, start, span, consequences } = layout;
  // A sum as where something changes, so that -0 ends as 0 here too.
  for (let c = 0; c < width; c += 1) point[pointAt + c] = x[xAt + c]! + 0;
  writeChanges(layout, x, xAt, move, moveAt, point, pointAt);
  for (let f = 0; f < count; f += 1) {
    if (move[moveAt + f] === 0) continue;
    for (let c = start[f]!; c < start[f]! + span[f]!; c += 1)
      point[pointAt + c] = x[xAt + c]! + point[pointAt + c]!;
  }
  for (const consequence of consequences) {
    const [own, from] = [consequence.feature.start, consequence.source.start];
    const change = point[pointAt + from]! - x[xAt + from]!;
    point[pointAt + own] = x[xAt + own]! + consequentChange(consequence, change, x, xAt);
  }
}
