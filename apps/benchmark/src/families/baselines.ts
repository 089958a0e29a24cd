import { expandGrid } from './expand-grid.ts';
import type { Family } from './family.ts';
import { paperGrid, quickGrid, underLiterature } from './grids.ts';

const methods = [
  'retrained',
  'lsq',
  'kd',
  'r-margin',
  'r-consistency',
  'prune-quant',
  'kd-quant',
  'cfq',
  'cfq-faithful',
];

/** Other ways to a small model, and teachers trained for recourse that holds. */
export const baselinesFamily: Family & { readonly name: 'baselines' } = {
  name: 'baselines',
  title: 'More baselines',
  description: `whether robust teachers, pruning or distillation keep recourse through quantization, ${underLiterature}`,
  source: 'CFQ §6, additional baselines',
  quickly: 'every method',
  settings: (options) =>
    expandGrid(
      options,
      options.quick ? quickGrid : paperGrid,
      methods.map((method) => ({ method })),
    ),
};
