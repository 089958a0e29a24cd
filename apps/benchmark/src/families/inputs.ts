import { expandGrid, type Variant } from './expand-grid.ts';
import type { Family } from './family.ts';
import { paperGrid, quickestGrid, underLiterature } from './grids.ts';

const methods = ['lsq', 'kd', 'cfq-faithful'];
const widths = [8, 6, 4, 3, 2];

/** The columns that students read on few bits, their teachers' as they are. */
export const inputsFamily: Family & { readonly name: 'inputs' } = {
  name: 'inputs',
  title: 'Inputs on few bits',
  description: `what becomes of promised recourse where the student reads its columns on few bits, and which actions it cannot see, ${underLiterature}`,
  source: 'this project',
  quickly: 'every method at 8, 4 and 2 bits of input',
  settings: (options) => {
    const { quick } = options;
    return expandGrid(
      options,
      quick ? quickestGrid : paperGrid,
      methods.flatMap((method): Variant[] => [
        { method },
        ...widths
          .filter((bits) => !quick || [8, 4, 2].includes(bits))
          .map((inputBits): Variant => ({
            method,
            overrides: { inputBits },
            diagnostics: { actionsSeen: true },
          })),
      ]),
    );
  },
};
