import { expandGrid, type Variant } from './expand-grid.ts';
import type { Family } from './family.ts';
import { paperGrid, quickGrid, underLiterature } from './grids.ts';

const allBoxes = { radii: [0, 0.01, 0.05, 0.1] };
/** Adult denies 13 000 people: with two radii and no near misses a cell still takes 20 s. */
const fewBoxes = { radii: [0, 0.05], nearMisses: false };

/** When the paper's margin condition holds, checked at every evaluated point with a sound bound. */
export const theoryFamily: Family & { readonly name: 'theory' } = {
  name: 'theory',
  title: 'Theory',
  description: `how often the margin condition certifies that recourse transfers, beside how often it does, by bits, ${underLiterature}`,
  source: 'CFQ §5, §6 theory diagnostics; the share that its public review asks for',
  quickly: 'three methods at 2, 4 and 8 bits beside ptq8, two radii',
  settings: (options) => {
    const { quick } = options;
    const bits = quick ? [2, 4, 8] : [2, 3, 4, 8];
    const methods = quick ? ['lsq', 'cfq', 'cfq-faithful'] : ['lsq', 'kd', 'cfq', 'cfq-faithful'];
    const grid = quick ? quickGrid : paperGrid;
    return (options.datasets ?? grid.datasets).flatMap((dataset) => {
      const diagnostics = {
        certificates: quick || dataset === 'adult' ? fewBoxes : allBoxes,
        layerErrors: true,
      };
      return expandGrid({ ...options, datasets: [dataset] }, grid, [
        ...methods.flatMap((method) =>
          bits.map((budgetBits): Variant => ({ method, budgetBits, diagnostics })),
        ),
        { method: 'ptq8', diagnostics },
      ]);
    });
  },
};
