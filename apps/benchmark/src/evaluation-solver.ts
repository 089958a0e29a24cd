import type { CostSpec, SolverName } from '@cfq/recourse';
import type { Backbone } from './parse-backbone.ts';

/**
 * The solver of an evaluation, the same for the teacher and every student: the exact closed form where the backbone
 * is linear, else the best search there is.
 */
export function evaluationSolver({ hidden }: Backbone): SolverName {
  return hidden.length === 0 ? 'linear' : 'slp';
}

/** The protocol's cost: L1, one per standard deviation of a number and one per change of category. */
export const evaluationCost: CostSpec = { norm: 'l1' };
