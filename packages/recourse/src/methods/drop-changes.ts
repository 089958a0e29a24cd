import type { Incumbents } from '../search/incumbents.ts';
import { attains } from '../search/attains.ts';
import { tryMoves } from '../search/try-moves.ts';
import type { SearchProblem } from '../solvers/solver-definition.ts';

/**
 * Takes changes back one after the other, the smallest first, where the margin allows: of each success that is held, and
 * of the answers beside it.
 *
 * @returns False once the deadline has passed.
 */
export async function dropChanges(problem: SearchProblem, incumbents: Incumbents): Promise<boolean> {
  const { layout, rows, margins } = problem;
  const { count, weight, categorical } = layout;
  const work = Array.from(incumbents.cost.keys()).flatMap((slot) => {
    if (incumbents.cost[slot] === Infinity || incumbents.cost[slot] === 0) return [];
    const first = incumbents.move.slice(slot * count, (slot + 1) * count);
    const others = incumbents.runnersUp(slot).map(({ move }) => move.slice());
    return [first, ...others].map((move) => ({ slot, move, order: bySize(move) }));
  });
  /** The changed features, the smallest change first. */
  function bySize(move: Float64Array): number[] {
    const unit = (f: number) => weight[f]! * (categorical[f] === 1 ? 1 : Math.abs(move[f]!));
    return Array.from(move.keys())
      .filter((f) => move[f] !== 0)
      .sort((a, b) => unit(a) - unit(b) || a - b);
  }
  for (let turn = 0; turn < layout.sparsity; turn += 1) {
    const left = work.filter(({ order }) => order.length > turn && order.length > 1);
    if (left.length === 0) return true;
    const trials = new Float64Array(left.length * count);
    left.forEach(({ move, order }, i) => trials.set(move.with(order[turn]!, 0), i * count));
    const people = left.map(({ slot }) => slot % rows);
    const reached = await tryMoves(problem, incumbents, people, trials);
    if (reached === null) return false;
    left.forEach(({ slot, move, order }, i) => {
      const kappa = margins[Math.floor(slot / rows)]!;
      if (attains(reached[i]!, kappa)) move[order[turn]!] = 0;
    });
  }
  return true;
}
