import { endOf, type ActionLayout } from './action-layout.ts';

/**
 * Writes the action of a move as float32: `δ` with exact −1, 0, 1 in one-hot columns, and numbers nudged by a unit in
 * the last place where `float32(x + δ)` would otherwise leave the permitted range.
 *
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
    const end = endOf(layout, f, from, Math.sign(value));
    let change = Math.fround(value);
    for (let nudge = 0; nudge < 4 && (Math.fround(from + change) - end) * value > 0; nudge += 1) {
      change = Math.fround(change - Math.sign(value) * Math.max(Math.abs(change), Math.abs(end)) * 2 ** -24);
    }
    delta[deltaAt + start] = change;
  }
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
  const { width } = layout;
  point.fill(0, pointAt, pointAt + width);
  writeDelta(layout, x, xAt, move, moveAt, point, pointAt);
  for (let c = 0; c < width; c += 1) point[pointAt + c] = x[xAt + c]! + point[pointAt + c]!;
}
