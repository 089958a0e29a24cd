import { moveCost } from './action-layout.ts';
import { writePoint } from './apply-move.ts';
import { attains } from './attains.ts';
import type { Incumbents } from './incumbents.ts';
import type { SearchContext } from './search-context.ts';

/**
 * Scores moves and offers each to every margin of its person that it reaches.
 *
 * @param people - `[n]`: whose move each is, by row.
 * @param moves - `n × F`, see `ActionLayout`. They must be feasible: what is not ends the solve with an
 *   `InfeasibleActionError`.
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
  const reached = new Float32Array(people.length);
  const points = new Float32Array(model.chunk * width);
  for (let from = 0; from < people.length; from += model.chunk) {
    if (await context.pause()) return null;
    const size = Math.min(model.chunk, people.length - from);
    for (let i = 0; i < size; i += 1) {
      writePoint(layout, x, people[from + i]! * width, moves, (from + i) * count, points, i * width);
    }
    points.fill(0, size * width);
    const scored = await model.margins(points, size);
    for (let i = 0; i < size; i += 1) {
      const margin = scored[i]!;
      reached[from + i] = margin;
      const at = (from + i) * count;
      margins.forEach((kappa, level) => {
        if (!attains(margin, kappa)) return;
        incumbents.offer(level * rows + people[from + i]!, moveCost(layout, moves, at), margin, moves, at);
      });
    }
  }
  return reached;
}
