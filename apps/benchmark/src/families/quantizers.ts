import { expandGrid, type Variant } from './expand-grid.ts';
import type { Family } from './family.ts';
import { paperGrid, quickestGrid, underLiterature } from './grids.ts';
import { quantizerBits, quantizerMethods } from './quantizer-methods.ts';

/** Every quantizer at few bits, everything else as alike as their publications leave it. */
export const quantizersFamily: Family & { readonly name: 'quantizers' } = {
  name: 'quantizers',
  title: 'Quantizers',
  description: `what each quantizer does to accuracy and to promised recourse at 2, 3 and 4 bits, ${underLiterature}`,
  source: 'the publications of the quantizers; CFQ §5 for the setting',
  quickly: 'every method at 2 and 4 bits',
  settings: (options) =>
    expandGrid(
      options,
      options.quick ? quickestGrid : paperGrid,
      quantizerBits
        .filter((bits) => !options.quick || bits !== 3)
        .flatMap((budgetBits) => quantizerMethods().map((method): Variant => ({ method, budgetBits }))),
    ),
};
