import type { ActionLayout } from './action-layout.ts';

/** Reads a reachable point back as a move. */
export function readMove(
  layout: ActionLayout,
  x: Float32Array,
  xAt: number,
  points: Float32Array,
  pointAt: number,
  move: Float64Array,
): void {
  for (let f = 0; f < layout.count; f += 1) {
    const start = layout.start[f]!;
    move[f] = 0;
    if (layout.categorical[f] === 0) {
      move[f] = points[pointAt + start]! - x[xAt + start]!;
      continue;
    }
    for (let c = 0; c < layout.span[f]!; c += 1) {
      if (points[pointAt + start + c] === 1 && x[xAt + start + c] !== 1) move[f] = c + 1;
    }
  }
}
