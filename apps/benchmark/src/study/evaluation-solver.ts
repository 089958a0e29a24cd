import type { ActionSet, SolverName } from '@cfq/recourse';
import type { Backbone } from '../cells/parse-backbone.ts';

/**
 * The solver of an evaluation, the same for the teacher and every student: the exact closed form where the backbone is
 * linear and no relation ties two features to each other, which it cannot keep; else the best search there is.
 */
export function evaluationSolver({ hidden }: Backbone, { relations = [] }: ActionSet): SolverName {
  return hidden.length === 0 && relations.length === 0 ? 'linear' : 'slp';
}
