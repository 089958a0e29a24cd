import type { SolverName } from '@cfq/recourse';
import type { Backbone } from '../cells/parse-backbone.ts';

/**
 * The solver of an evaluation, the same for the teacher and every student: the exact closed form where the backbone
 * is linear, else the best search there is.
 */
export function evaluationSolver({ hidden }: Backbone): SolverName {
  return hidden.length === 0 ? 'linear' : 'slp';
}
