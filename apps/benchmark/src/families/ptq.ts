import { expandGrid } from './expand-grid.ts';
import type { Family } from './family.ts';
import { paperGrid, quickestGrid, underLiterature } from './grids.ts';

const methods = [
  'ptq4',
  'ptq8',
  'mixed-ptq',
  'ptq',
  'ptq-aciq',
  'ptq-aciq-channels',
  'ptq-awq',
  'ptq-gptq',
  'ptq-adaround',
  'ptq-brecq',
  'cf-ptq',
  'cf-ptq-sensitivity',
  'cf-ptq-faithful',
];

/** What training reaches, for comparison: ours, and quantizers of the literature whose students are trained on. */
const retrained = ['cfq-faithful', 'dorefa', 'lsq-plus', 'ewgs', 'deep-compression'];

/** Quantization without retraining, with rows that do retrain beside it. */
export const ptqFamily: Family & { readonly name: 'ptq' } = {
  name: 'ptq',
  title: 'Without retraining',
  description: `how much of recourse calibration alone keeps, where nobody may retrain the network, beside ${retrained.join(', ')}, which do, ${underLiterature}`,
  source: 'CFQ §6, post-training quantization (CF-PTQ)',
  quickly: 'every method',
  settings: (options) =>
    expandGrid(
      options,
      options.quick ? quickestGrid : paperGrid,
      [...methods, ...retrained].map((method) => ({ method })),
    ),
};
