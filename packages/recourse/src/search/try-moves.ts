import { nearestOnGrid } from '../actions/grid.ts';
import { endOf, moveCost } from './action-layout.ts';
import { writePoint } from './apply-move.ts';
import { attains } from './attains.ts';
import type { Incumbents } from './incumbents.ts';
import type { SearchContext } from './search-context.ts';

/**
 * Scores moves and offers each to every margin of its person that it reaches. Numbers on a grid are taken to its nearest
 * permitted value first; moves that break a relation of the action set are scored, but count for nothing.
 *
 * @param people - `[n]`: whose move each is, by row.
 * @param moves - `n × F`, see `ActionLayout`. They must be feasible: what is not ends the solve with an
 *   `InfeasibleActionError`. `layout.lowest` and `layout.highest`, `mayMoveTo` and `levelsOf` tell what a person may do.
 * @returns `[n]`: the margin of the model after each move; `null` once the deadline has passed.
 */
export async function tryMoves(
  context: SearchContext,
  incumbents: Incumbents,
  people: ArrayLike<number>,
  moves: Float64Array,
): Promise<Float32Array | null> {
  const { x, rows, layout, model, margins } = context;
  const { count, width } = layout;
  const whole = onGrids(context, people, moves);
  const reached = new Float32Array(people.length);
  const points = new Float32Array(model.chunk * width);
  for (let from = 0; from < people.length; from += model.chunk) {
    if (await context.pause()) return null;
    const size = Math.min(model.chunk, people.length - from);
    for (let i = 0; i < size; i += 1) {
      writePoint(layout, x, people[from + i]! * width, whole, (from + i) * count, points, i * width);
    }
    points.fill(0, size * width);
    const scored = await model.margins(points, size);
    for (let i = 0; i < size; i += 1) {
      const margin = scored[i]!;
      reached[from + i] = margin;
      const at = (from + i) * count;
      margins.forEach((kappa, level) => {
        if (!attains(margin, kappa)) return;
        incumbents.offer(level * rows + people[from + i]!, moveCost(layout, whole, at), margin, whole, at);
      });
    }
  }
  return reached;
}

/** Moves whose numbers on a grid end on it. */
function onGrids({ x, layout }: SearchContext, people: ArrayLike<number>, moves: Float64Array): Float64Array {
  const { count, width, grid, start } = layout;
  if (grid.every((one) => one === undefined)) return moves;
  return moves.map((change, i) => {
    const f = i % count;
    const row = people[(i - f) / count]!;
    const own = x[row * width + start[f]!]!;
    if (grid[f] === undefined || change === 0) return change;
    return (
      nearestOnGrid(grid[f], own, own + change, [endOf(layout, f, row, -1), endOf(layout, f, row, 1)]) - own
    );
  });
}
