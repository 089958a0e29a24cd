import { ndarray, takeRows } from '@cfq/jit';

import { projectReference } from '../actions/project-reference.ts';
import { readMove } from '../search/read-move.ts';
import type { SearchProblem } from '../solvers/solver-definition.ts';

/**
 * The moves of people to the points nearest to candidates that they may go to (`projectReference`). What bounds an
 * action, bounds these.
 *
 * @param people - `[n]`: whose candidate each is, by row.
 * @param candidates - At least `n × d`, encoded; any numbers.
 * @param sparsity - How many features may change. Default: that of the action set.
 * @returns `n × F`, see `ActionLayout`.
 */
export function nearestMoves(
  { problem, layout, x }: SearchProblem,
  people: ArrayLike<number>,
  candidates: Float32Array,
  sparsity: number = layout.sparsity,
): Float64Array {
  const { width, count } = layout;
  const { actionSet, limits } = problem;
  const rows = Array.from(people);
  const moves = new Float64Array(rows.length * count);
  if (rows.length === 0) return moves;
  const points = projectReference(
    takeRows(problem.x, rows),
    ndarray(candidates.subarray(0, rows.length * width), [rows.length, width]),
    sparsity === layout.sparsity ? actionSet : { ...actionSet, sparsity },
    limits && { lower: takeRows(limits.lower, rows), upper: takeRows(limits.upper, rows) },
  );
  const move = new Float64Array(count);
  rows.forEach((row, i) => {
    readMove(layout, x, row * width, points.data as Float32Array, i * width, move);
    moves.set(move, i * count);
  });
  return moves;
}
