import { expandGrid, type Variant } from './expand-grid.ts';
import type { Family } from './family.ts';
import { paperGrid, quickGrid, underLiterature } from './grids.ts';

const rows: readonly Variant[] = [
  { method: 'lsq' },
  { method: 'mixedprec' },
  { method: 'kd' },
  { method: 'cfq' },
  { method: 'cfq-uniform' },
  { method: 'cfq-faithful' },
  { method: 'cfq-faithful', overrides: { allocator: 'uniform' } },
];

const fewRows = rows.filter(({ method }) => ['lsq', 'cfq', 'cfq-faithful'].includes(method));

/**
 * Validity, cost and direction against the average bits. A method with one width everywhere takes the largest
 * that the budget allows: 2 bits at 2.5.
 */
export const budgetCurvesFamily: Family & { readonly name: 'budget-curves' } = {
  name: 'budget-curves',
  title: 'Budget curves',
  description: `how recourse degrades as the average bits fall from 6 to 2.5, learned bits against uniform, ${underLiterature}`,
  source: 'CFQ §6, budget curves',
  quickly: 'three methods at 2.5, 4 and 6 bits',
  settings: (options) =>
    expandGrid(
      options,
      options.quick ? quickGrid : paperGrid,
      (options.quick ? [2.5, 4, 6] : [2.5, 3, 4, 5, 6]).flatMap((budgetBits) =>
        (options.quick ? fewRows : rows).map((row): Variant => ({ ...row, budgetBits })),
      ),
    ),
};
