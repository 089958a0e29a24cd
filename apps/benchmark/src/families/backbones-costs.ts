import { costNorms } from '@cfq/recourse';
import { expandGrid, type Variant } from './expand-grid.ts';
import type { Family } from './family.ts';
import { paperGrid, quickestGrid, underLiterature } from './grids.ts';

const backbones: readonly Omit<Variant, 'method'>[] = [
  { backbone: 'logistic' },
  { backbone: 'mlp:128-64' },
  { backbone: 'mlp:256-128-64-32' },
];

/** Other networks and other notions of what an action costs. */
export const backbonesCostsFamily: Family & { readonly name: 'backbones-costs' } = {
  name: 'backbones-costs',
  title: 'Backbones and costs',
  description: `whether it depends on the network (logistic, two and four hidden layers) or on the cost (L1, L2, mixed), ${underLiterature}`,
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
