import { bisectToBoundary } from '../../search/bisect-to-boundary.ts';
import { defineSolver } from '../../solvers/define-solver.ts';
import type { RecourseSolver } from '../../solvers/recourse-solver.ts';
import type { SolverOptions } from '../../solvers/solver-definition.ts';
import { certifiedModel } from '../robust-rounding/certified-model.ts';
import { roundingRules, type RoundingBoxOptions } from '../robust-rounding/rounding-box.ts';
import { stayWhereEnough } from '../stay-where-enough.ts';
import {
  moveToNeighbours,
  robustNeighbourRules,
  robustNeighbours,
  type RobustNeighbourOptions,
} from './robust-neighbours.ts';

/** What can be set of `rnce`: which roundings an answer must survive, and whose values are looked at. */
export type RnceOptions = SolverOptions<RnceSettings>;

interface RnceSettings extends RoundingBoxOptions, RobustNeighbourOptions {}

const defaults: RnceSettings = {
  ...{ bits: 8, granularity: 'channel', distance: 0.5 },
  ...{ neighbours: 20, rows: 5000 },
};

/**
 * Robust nearest-neighbour counterfactuals (RNCE: Jiang, Leofante, Rago and Toni 2024, algorithm 2): the nearest training row
 * that every model of a set approves, for certain, and then on the straight line back to the person the nearest point of
 * which that still holds. The set is every rounding of the weights at `bits` bits (`roundingBox`), where theirs is a
 * box of one size round all parameters.
 *
 * What a person may not take over of a neighbour they take over as far as they may; where too few features may change for
 * that to be enough, one value after the other as in `nearestUnlikeNeighbour`. Numbers alone go back along the line.
 *
 * @throws RecourseError when the model does not say what network it is, or that is no network of rectifiers.
 */
export const rnce: RecourseSolver<RnceOptions, 'rnce'> = defineSolver({
  name: 'rnce',
  description:
    'the nearest training row that every rounding approves, and back along the line as far as that holds',
  source: 'Jiang, Leofante, Rago and Toni 2024',
  needs: 'margin',
  models: 'network',
  reference: 'required',
  relations: 'kept',
  options: { ...roundingRules, ...robustNeighbourRules },
  defaults,
  async search(problem, incumbents, settings) {
    const context = { ...problem, model: certifiedModel(problem, settings) };
    const people = await stayWhereEnough(context, incumbents);
    const near = people && (await robustNeighbours(context, settings));
    if (people === null || near === null) return;
    problem.report('certified rows', 0.3);
    if (!(await moveToNeighbours(context, incumbents, people, { near, inSteps: false }))) return;
    if (!(await moveToNeighbours(context, incumbents, people, { near, inSteps: true }))) return;
    problem.report('neighbours', 0.7);
    await bisectToBoundary(context, incumbents);
  },
});
