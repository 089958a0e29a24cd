import { attains } from '../../search/attains.ts';
import { defineSolver } from '../../solvers/define-solver.ts';
import type { RecourseSolver } from '../../solvers/recourse-solver.ts';
import type { SolverOptions } from '../../solvers/solver-definition.ts';
import { nearestMoves } from '../nearest-moves.ts';
import { openLevels, stayWhereEnough } from '../stay-where-enough.ts';
import { referenceRows } from './reference-rows.ts';
import { takeOver } from './take-over.ts';

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
  plausibility: 'kept',
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
