import { expandGrid } from './expand-grid.ts';
import type { Family } from './family.ts';
import { paperGrid, quickGrid, underLiterature } from './grids.ts';

const methods = [
  'ptq4',
  'ptq8',
  'mixed-ptq',
  'cf-ptq',
  'cf-ptq-sensitivity',
  'cf-ptq-faithful',
  'cfq-faithful',
];

/** Quantization without retraining. */
export const ptqFamily: Family & { readonly name: 'ptq' } = {
  name: 'ptq',
  title: 'Without retraining',
  description: `how much of recourse calibration alone keeps, where nobody may retrain the network, ${underLiterature}`,
  source: 'CFQ §6, post-training quantization (CF-PTQ)',
  quickly: 'every method',
  settings: (options) =>
    expandGrid(
      options,
      options.quick ? quickGrid : paperGrid,
      methods.map((method) => ({ method })),
    ),
};
