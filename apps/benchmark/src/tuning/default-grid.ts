import type { Method } from '@cfq/training';
import type { Grid } from '../cells/overrides/grid.ts';

/** Values of each weight that is worth a search, by term, in the order of the axes. */
const weights: Readonly<Record<string, readonly number[]>> = {
  // CFQ §6: η and λ of the paper's own search.
  valid: [0.25, 0.5, 1, 2],
  'bit-cost': [1e-4, 1e-3, 1e-2, 1e-1],
  hinge: [0.5, 1, 2],
  'recourse-match': [0.25, 1],
  'near-miss': [0.5, 1, 2],
  'feasible-match': [0.5, 1, 2],
};

/** Of the learning rate of the recipe. */
const rateFactors = [0.3, 1, 3];

/**
 * What is searched where nobody says: the weights of the terms that pull against each other; for an objective of a
 * single term, the learning rate. Undefined for a method that trains nothing.
 */
export function defaultGrid(recipe: Method): Grid | undefined {
  if (recipe.kind === 'full-precision') return undefined;
  const present = new Set(recipe.terms.map(({ term }) => term.name));
  const axes = Object.entries(weights)
    .filter(([term]) => present.has(term))
    .map(([term, values]) => ({ name: `terms.${term}`, values }));
  if (axes.length > 0) return axes;
  const { length, learningRate } = recipe.training;
  if ('steps' in length && length.steps === 0) return undefined;
  const values = rateFactors.map((factor) => Number((factor * learningRate).toPrecision(3)));
  return [{ name: 'learningRate', values }];
}
