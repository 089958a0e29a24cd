import { plausibilityScore } from '../actions/plausibility/plausibility-score.ts';
import type { ActionLayout } from './action-layout.ts';
import { writePoint } from './apply-move.ts';

/** Whether a move leads to a plausible point; whoever stays where they are may, plausible or not. */
export function keepsPlausibility(
  layout: ActionLayout,
  row: number,
  move: Float64Array,
  at: number,
): boolean {
  const { plausibility, width, count, x } = layout;
  if (plausibility === undefined) return true;
  let changed = false;
  for (let f = at; f < at + count; f += 1) if (move[f] !== 0) changed = true;
  if (!changed) return true;
  const point = new Float32Array(width);
  writePoint(layout, x as Float32Array, row * width, move, at, point, 0);
  return plausibilityScore(plausibility, point, 0) <= plausibility.limit;
}
