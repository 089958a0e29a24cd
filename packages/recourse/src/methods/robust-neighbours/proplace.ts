import { withinReach } from '../../search/within-reach.ts';
import { defineSolver } from '../../solvers/define-solver.ts';
import type { RecourseSolver } from '../../solvers/recourse-solver.ts';
import type { SolverOptions } from '../../solvers/solver-definition.ts';
import { certifiedModel } from '../robust-rounding/certified-model.ts';
import { roundingRules, type RoundingBoxOptions } from '../robust-rounding/rounding-box.ts';
import { stayWhereEnough } from '../stay-where-enough.ts';
import { compassSearch, type HullSearch } from './compass-search.ts';
import {
  moveToNeighbours,
  robustNeighbourRules,
  robustNeighbours,
  type RobustNeighbourOptions,
} from './robust-neighbours.ts';

/** What the search may vary. */
interface ProplaceSettings extends RoundingBoxOptions, RobustNeighbourOptions {
  /** Exchanges of weight between neighbours a person and margin, an integer ≥ 0. */
  readonly rounds: number;
}

/** What can be set of `proplace`. */
export type ProplaceOptions = SolverOptions<ProplaceSettings>;

const defaults: ProplaceSettings = {
  ...{ bits: 8, granularity: 'channel', distance: 0.5 },
  ...{ neighbours: 4, rows: 5000, rounds: 12 },
};

/** Searches that are held together; bounds the memory. */
const together = 128;

/**
 * Provably robust and plausible counterfactuals (PROPLACE: Jiang, Lan, Leofante, Rago and Toni 2023): the cheapest point in
 * the convex hull of the nearest training rows that are certain for every model of a set, itself certain for all of
 * them. The set is every rounding of the weights at `bits` bits (`roundingBox`).
 *
 * Where the publication alternates between two integer programs, of the point and of the model that refuses it, a bound that
 * is certain for all models at once stands here for the second, and `compassSearch` over the weights of the hull for the
 * first. What a person may not do is kept by projection, so under constraints answers lie near the hull rather than in it;
 * where none does, values are taken over one by one.
 *
 * @throws RecourseError when the model does not say what network it is, or that is no network of rectifiers.
 */
export const proplace: RecourseSolver<ProplaceOptions, 'proplace'> = defineSolver({
  name: 'proplace',
  description:
    'the cheapest point among training rows that every rounding approves, certain for every rounding itself',
  source: 'Jiang, Lan, Leofante, Rago and Toni 2023; Kolda, Lewis and Torczon 2003',
  needs: 'margin',
  models: 'network',
  reference: 'required',
  relations: 'kept',
  options: { ...roundingRules, ...robustNeighbourRules, rounds: { least: 0, integer: true } },
  defaults,
  async search(problem, incumbents, settings) {
    const context = { ...problem, model: certifiedModel(problem, settings) };
    const { rows, margins } = problem;
    const people = await stayWhereEnough(context, incumbents);
    const near = people && (await robustNeighbours(context, settings));
    if (people === null || near === null) return;
    problem.report('certified rows', 0.2);
    const searches = Array.from(people).flatMap((row) => {
      const corners = near.of(row);
      const isOpen = (level: number) =>
        incumbents.cost[level * rows + row] !== 0 && withinReach(context, level * rows + row);
      return Array.from(margins.keys())
        .filter(isOpen)
        .map((level): HullSearch => ({ row, level, corners }));
    });
    for (let from = 0; from < searches.length; from += together) {
      const some = searches.slice(from, from + together);
      if (!(await compassSearch(context, incumbents, some, settings.rounds))) return;
      problem.report('hulls', 0.2 + 0.7 * Math.min(1, (from + together) / searches.length));
    }
    await moveToNeighbours(context, incumbents, people, { near, inSteps: true });
  },
});
