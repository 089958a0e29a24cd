import { expandGrid } from './expand-grid.ts';
import type { Family } from './family.ts';
import { bothPolicies, paperGrid, quickestGrid } from './grids.ts';
import { mainMethods } from './main-methods.ts';

const few = ['lsq', 'cfq', 'cfq-faithful'];

/** The main table on two more datasets. */
export const extendedFamily: Family & { readonly name: 'extended' } = {
  name: 'extended',
  title: 'More datasets',
  description: 'whether the main table holds on Bank Marketing and on Default of Credit Card Clients',
  source: 'CFQ §6, extended tabular datasets',
  quickly: 'three methods',
  settings: (options) =>
    expandGrid(
      options,
      options.quick
        ? { datasets: ['credit-default'], seeds: quickestGrid.seeds, actions: bothPolicies }
        : { datasets: ['bank', 'credit-default'], seeds: paperGrid.seeds, actions: bothPolicies },
      (options.quick ? few : mainMethods).map((method) => ({ method })),
    ),
};
