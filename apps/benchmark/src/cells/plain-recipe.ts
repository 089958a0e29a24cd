import type { Method } from '@cfq/training';

/**
 * A method's recipe as plain data, its terms by name: what a cell's hash covers, so that a changed recipe makes new
 * cells instead of passing old ones off as its own.
 */
export function plainRecipe(method: Method): unknown {
  if (method.kind === 'full-precision') return { kind: method.kind, model: method.model };
  const { kind, teacher, start, weights, activations, allocator, terms, training } = method;
  return {
    kind,
    teacher,
    start,
    weights,
    activations,
    allocator,
    terms: terms.map(({ term, weight }) => ({ term: term.name, weight })),
    training,
  };
}
