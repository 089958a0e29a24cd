import { expandGrid } from './expand-grid.ts';
import type { Family } from './family.ts';
import { mainMethods } from './main-methods.ts';
import { bothPolicies, paperGrid, quickGrid } from './grids.ts';

/** The main table: every method of it at four bits. */
export const mainFamily: Family & { readonly name: 'main' } = {
  name: 'main',
  title: 'Main table',
  description:
    'what quantization to 4 bits does to accuracy and to promised recourse, by method: what people could do (actionable), then what papers let them do (literature)',
  source: 'CFQ §6, main table (Adult, German Credit, COMPAS)',
  quickly: 'every method',
  settings: (options) =>
    expandGrid(
      options,
      { ...(options.quick ? quickGrid : paperGrid), actions: bothPolicies },
      mainMethods.map((method) => ({ method })),
    ),
};
