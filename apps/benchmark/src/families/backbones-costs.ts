import { costNorms } from '@cfq/recourse';
import { expandGrid, type Variant } from './expand-grid.ts';
import type { Family } from './family.ts';
import { paperGrid, quickestGrid } from './grids.ts';

/**
 * Total decay of logistic teachers. At the default of 3 they shrink until next to nobody of German Credit is denied
 * (at most 2 of 105 validation rows), and there is no recourse to measure. 0.5 has the lowest validation loss of
 * 3, 1, 0.5, 0.3, 0.1 and 0 over the three datasets, each weighing the same (seeds 0 to 2). Of all methods alike.
 */
const logisticDecay = 0.5;

const backbones: readonly Omit<Variant, 'method'>[] = [
  { backbone: 'logistic', teacherOptions: { totalDecay: logisticDecay } },
  { backbone: 'mlp:128-64' },
  { backbone: 'mlp:256-128-64-32' },
];

/** Other networks and other notions of what an action costs. */
export const backbonesCostsFamily: Family & { readonly name: 'backbones-costs' } = {
  name: 'backbones-costs',
  title: 'Backbones and costs',
  description:
    'whether it depends on the network (logistic, two and four hidden layers) or on the cost (L1, L2, mixed)',
  source: 'CFQ §6, backbones and recourse costs',
  quickly: 'two methods; L2 and mixed costs on the default network alone',
  settings: (options) =>
    expandGrid(
      options,
      options.quick ? quickestGrid : paperGrid,
      backbones.flatMap((network) =>
        costNorms
          .filter((cost) => !options.quick || cost === 'l1' || network.backbone === 'mlp:128-64')
          .flatMap((cost) =>
            (options.quick ? ['lsq', 'cfq-faithful'] : ['lsq', 'kd', 'cfq', 'cfq-faithful']).map(
              (method): Variant => ({ ...network, cost, method }),
            ),
          ),
      ),
    ),
};
