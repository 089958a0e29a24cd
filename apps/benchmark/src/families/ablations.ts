import { expandGrid, type Variant } from './expand-grid.ts';
import type { Family } from './family.ts';
import { paperGrid, quickGrid, underLiterature } from './grids.ts';

const ofThePaper: readonly Variant[] = [
  { method: 'cfq' },
  { method: 'cfq', overrides: { terms: { valid: 0 } } },
  { method: 'cfq-uniform' },
  { method: 'cfq', teacherActions: { steps: 1 } },
  { method: 'cfq', teacherActions: { steps: 3 } },
  { method: 'cfq-hinge' },
  ...[1, 2, 3].map((unrolledSteps): Variant => ({ method: 'cfq-match', overrides: { unrolledSteps } })),
];

const ours: readonly Variant[] = [
  { method: 'cfq-faithful' },
  { method: 'cfq-faithful', overrides: { terms: { 'near-miss': 0 } } },
  { method: 'cfq-faithful', overrides: { terms: { 'feasible-match': 0 } } },
  { method: 'cfq-faithful', overrides: { terms: { match: 0 } } },
  { method: 'cfq-faithful', overrides: { allocator: 'uniform' } },
  { method: 'cfq-faithful', overrides: { perChannel: false } },
];

/** One part changed at a time, of the paper's method and of ours. */
export const ablationsFamily: Family & { readonly name: 'ablations' } = {
  name: 'ablations',
  title: 'Ablations',
  description: `what each part buys: one part of cfq and of cfq-faithful changed at a time, ${underLiterature}`,
  source: 'CFQ §6, ablations (no CF loss, uniform bits, K = 1 and 3, hinge, matching)',
  quickly: 'every variant',
  settings: (options) => expandGrid(options, options.quick ? quickGrid : paperGrid, [...ofThePaper, ...ours]),
};
