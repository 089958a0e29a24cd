import type { Law } from '@cfq/parts';

import type { RecourseSolver } from '../solvers/recourse-solver.ts';
import { lawsOfAnswers } from './laws-of-answers.ts';
import { lawsOfConduct } from './laws-of-conduct.ts';
import { lawsOfConstraints } from './laws-of-constraints.ts';
import { lawsOfRefusal } from './laws-of-refusal.ts';
import { lawWorld, type SolverLawOptions } from './law-world.ts';

/**
 * What every recourse solver must do, as checks that throw a `ConformanceError` (of `@cfq/parts`) which says what is
 * broken. They hold on small problems that the solver says it is made for (`needs`, `models`, `answers`, `reference`) and
 * run in a few seconds; quicker with fewer `people` or `options` of a small budget.
 *
 * ```ts
 * for (const { name, check } of solverLaws(mySolver)) it(name, check);
 * ```
 */
export function solverLaws(solver: RecourseSolver, options: SolverLawOptions = {}): Law[] {
  const world = lawWorld(solver, options);
  return [
    ...lawsOfConduct(world),
    ...lawsOfAnswers(world),
    ...lawsOfConstraints(world),
    ...lawsOfRefusal(world),
  ];
}
