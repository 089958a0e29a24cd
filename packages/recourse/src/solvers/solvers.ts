import { catalogueOf, partNamed } from '@cfq/parts';

import { RecourseError } from '../recourse-error.ts';
import * as entries from './catalogue.ts';
import type { RecourseSolver } from './recourse-solver.ts';

/** Every solver of this package, by name: what commands, documents and tests choose from. */
export const solvers = catalogueOf(entries);

/** Names of the solvers of this package. */
export type SolverName = keyof typeof solvers;

/**
 * The solver of a name, for commands and files; code takes the solver itself.
 *
 * @throws RecourseError for an unknown name, listing the known ones.
 */
export function solver(name: string): RecourseSolver {
  return partNamed<RecourseSolver>('solver', solvers, name, RecourseError);
}
