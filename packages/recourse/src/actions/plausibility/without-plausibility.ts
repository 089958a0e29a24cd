import type { ActionSet } from '../action-set.ts';

/**
 * An action set wherever it leads, plausible or not: for what is compiled, which looks at features and their bounds alone, and
 * for keys of it, which hold no rows.
 *
 * @returns The same set where it has no plausibility.
 */
export function withoutPlausibility(actionSet: ActionSet): ActionSet {
  if (actionSet.plausibility === undefined) return actionSet;
  const { width, features, sparsity, relations, weights } = actionSet;
  return { width, features, sparsity, ...(relations && { relations }), ...(weights && { weights }) };
}
