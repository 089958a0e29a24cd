import { attains } from '../../search/attains.ts';
import type { Incumbents } from '../../search/incumbents.ts';
import { tryMoves } from '../../search/try-moves.ts';
import type { SearchProblem } from '../../solvers/solver-definition.ts';

/** How far a person has come in taking over. */
interface Copy {
  readonly row: number;
  /** The changes that lead to the neighbour. */
  readonly wanted: Float64Array;
  /** Those taken over. */
  readonly move: Float64Array;
}

/**
 * People take over the changes that lead to somebody else one after the other, each time the one that raises the margin most,
 * until the largest margin is reached or as many features have changed as may.
 *
 * @param wanted - `people × F` moves to where they would stand.
 * @returns False once the deadline has passed.
 */
export async function takeOver(
  problem: SearchProblem,
  incumbents: Incumbents,
  people: readonly number[],
  wanted: Float64Array,
): Promise<boolean> {
  const { layout, margins } = problem;
  const { count, sparsity } = layout;
  const goal = margins.at(-1)!;
  let at = people.map((row, i): Copy => ({
    row,
    wanted: wanted.subarray(i * count, (i + 1) * count),
    move: new Float64Array(count),
  }));
  for (let changes = 0; changes < sparsity && at.length > 0; changes += 1) {
    const trials = at.flatMap((state) =>
      Array.from({ length: count }, (_, f) => f)
        .filter((f) => state.wanted[f] !== 0 && state.move[f] === 0)
        .map((f) => ({ state, move: state.move.with(f, state.wanted[f]!) })),
    );
    if (trials.length === 0) return true;
    const moves = new Float64Array(trials.length * count);
    trials.forEach(({ move }, i) => moves.set(move, i * count));
    const reached = await tryMoves(
      problem,
      incumbents,
      trials.map(({ state }) => state.row),
      moves,
    );
    if (reached === null) return false;
    const best = new Map<Copy, { margin: number; move: Float64Array }>();
    trials.forEach(({ state, move }, i) => {
      if (reached[i]! > (best.get(state)?.margin ?? -Infinity))
        best.set(state, { margin: reached[i]!, move });
    });
    at = at.flatMap((state) => {
      const found = best.get(state);
      return found === undefined || attains(found.margin, goal) ? [] : [{ ...state, move: found.move }];
    });
  }
  return true;
}
