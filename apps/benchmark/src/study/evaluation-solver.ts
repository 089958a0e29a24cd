import type { ActionSet } from '@cfq/recourse';
import type { usualSolvers } from '../cells/code/names-in.ts';
import type { Backbone } from '../cells/parse-backbone.ts';

/**
 * The solver of an evaluation, the same for the teacher and every student: the exact closed form where the backbone is
 * linear and neither a relation ties two features to each other nor actions have to be plausible, which it cannot keep; else
 * the best search there is.
 */
export function evaluationSolver(
  { hidden }: Backbone,
  { relations = [], plausibility }: ActionSet,
): (typeof usualSolvers)[number] {
  return hidden.length === 0 && relations.length === 0 && plausibility === undefined ? 'linear' : 'slp';
}
