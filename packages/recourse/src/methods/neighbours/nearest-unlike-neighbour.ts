import { attains } from '../../search/attains.ts';
import type { Incumbents } from '../../search/incumbents.ts';
import { tryMoves } from '../../search/try-moves.ts';
import { defineSolver } from '../../solvers/define-solver.ts';
import type { RecourseSolver } from '../../solvers/recourse-solver.ts';
import type { SearchProblem, SolverOptions } from '../../solvers/solver-definition.ts';
import { nearestMoves } from '../nearest-moves.ts';
import { openLevels, stayWhereEnough } from '../stay-where-enough.ts';
import { referenceRows } from './reference-rows.ts';

/** What the search may vary. */
interface Neighbours {
  /** Approved rows looked at one after the other while nothing is found, nearest first; an integer ≥ 1. */
  readonly neighbours: number;
}

/** What can be set of `nearest-unlike-neighbour`. */
export type NearestUnlikeNeighbourOptions = SolverOptions<Neighbours>;

/** People whose neighbours are copied together. */
const together = 256;

/**
 * The nearest approved person of the training rows, and as little of them as will do (NICE, Brughmans, Leyman and Martens
 * 2024, with its sparsity reward): the person takes over one value of that neighbour after the other, each time the one
 * which raises the margin most, until the model approves. Where that does not lead there, the next neighbour is looked at.
 * A floor for methods that search: it asks for margins alone and draws no random numbers.
 *
 * What a person may not take over, they take as far as they may: their nearest permitted value.
 */
export const nearestUnlikeNeighbour: RecourseSolver<
  NearestUnlikeNeighbourOptions,
  'nearest-unlike-neighbour'
> = defineSolver({
  name: 'nearest-unlike-neighbour',
  description: 'values of the nearest approved training row, one after the other until enough',
  source: 'Brughmans, Leyman and Martens 2024',
  needs: 'margin',
  reference: 'required',
  relations: 'kept',
  options: { neighbours: { least: 1, integer: true } },
  defaults: { neighbours: 20 },
  async search(problem, incumbents, { neighbours }) {
    const people = await stayWhereEnough(problem, incumbents);
    const reference = people && (await referenceRows(problem));
    if (people === null || reference === null) return;
    const { margins, layout } = problem;
    const { width } = layout;
    for (let from = 0; from < people.length; from += together) {
      const some = Array.from(people.subarray(from, from + together));
      const queues = new Map(
        some.map((row) => {
          const kappa = margins[openLevels(problem, incumbents, row)[0]!]!;
          const near = Array.from(reference.margins.keys()).filter((other) =>
            attains(reference.margins[other]!, kappa),
          );
          const distances = new Map(near.map((other) => [other, reference.distance(row, other)] as const));
          near.sort((a, b) => distances.get(a)! - distances.get(b)! || a - b);
          return [row, near.slice(0, neighbours)] as const;
        }),
      );
      for (let turn = 0; turn < neighbours; turn += 1) {
        const open = some.filter(
          (row) => turn < queues.get(row)!.length && openLevels(problem, incumbents, row).length > 0,
        );
        if (open.length === 0) break;
        const candidates = new Float32Array(open.length * width);
        open.forEach((row, i) => {
          const other = queues.get(row)![turn]!;
          candidates.set(reference.data.subarray(other * width, (other + 1) * width), i * width);
        });
        const wanted = nearestMoves(problem, open, candidates, layout.features.length);
        if (!(await takeOver(problem, incumbents, open, wanted))) return;
      }
      problem.report('neighbours', Math.min(1, (from + together) / people.length));
    }
  },
});

/** How far a person has come in taking over. */
interface Copy {
  readonly row: number;
  /** The changes that lead to the neighbour. */
  readonly wanted: Float64Array;
  /** Those taken over. */
  readonly move: Float64Array;
}

/** Takes over one change after the other, each time the one that raises the margin most; false after the deadline. */
async function takeOver(
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
