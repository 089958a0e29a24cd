import { crossed } from './crossed.ts';
import type { Family } from './family.ts';
import { paperExtent, quickExtent } from './extents.ts';

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
  description: 'whether robust teachers, pruning or distillation keep recourse through quantization',
  source: 'CFQ §6, additional baselines',
  quickly: 'every method',
  settings: (options) =>
    crossed(
      options,
      options.quick ? quickExtent : paperExtent,
      methods.map((method) => ({ method })),
    ),
};
