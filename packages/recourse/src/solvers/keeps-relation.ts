import type { ActionRelation } from '@cfq/datasets';

import type { SolverDescription } from './recourse-solver.ts';

/** Whether a solver keeps relations of a kind; see `SolverDescription.relations`. */
export function keepsRelation(
  { relations = 'refused' }: Pick<SolverDescription, 'relations'>,
  kind: ActionRelation['kind'],
): boolean {
  return typeof relations === 'string' ? relations === 'kept' : relations.includes(kind);
}
