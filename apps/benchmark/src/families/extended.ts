import { crossed } from './crossed.ts';
import type { Family } from './family.ts';
import { paperExtent, quickestExtent } from './extents.ts';
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
    crossed(
      options,
      options.quick
        ? { datasets: ['credit-default'], seeds: quickestExtent.seeds }
        : { datasets: ['bank', 'credit-default'], seeds: paperExtent.seeds },
      (options.quick ? few : mainMethods).map((method) => ({ method })),
    ),
};
