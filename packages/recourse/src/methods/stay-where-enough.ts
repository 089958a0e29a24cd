import type { Incumbents } from '../search/incumbents.ts';
import { tryMoves } from '../search/try-moves.ts';
import type { SearchProblem } from '../solvers/solver-definition.ts';
import { withinReach } from '../search/within-reach.ts';

/**
 * Offers everybody to stay where they are, which whoever has the margin may.
 *
 * @returns The people with a margin κ that they lack and that is not known to be out of reach, by row; `null` once the
 *   deadline has passed.
 */
export async function stayWhereEnough(
  problem: SearchProblem,
  incumbents: Incumbents,
): Promise<Int32Array | null> {
  const { rows, layout } = problem;
  const everybody = Int32Array.from({ length: rows }, (_, row) => row);
  const asked = await tryMoves(problem, incumbents, everybody, new Float64Array(rows * layout.count));
  const mayMove = layout.sparsity > 0;
  return asked && everybody.filter((row) => mayMove && openLevels(problem, incumbents, row).length > 0);
}

/** The margins, by place, that a person has no action for yet and that are not known to be out of reach. */
export function openLevels(problem: SearchProblem, { cost }: Incumbents, row: number): number[] {
  const { margins, rows } = problem;
  return Array.from(margins.keys()).filter((level) => {
    const slot = level * rows + row;
    return cost[slot] === Infinity && withinReach(problem, slot);
  });
}
