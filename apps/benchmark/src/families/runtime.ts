import { expandGrid, type Variant } from './expand-grid.ts';
import type { Family } from './family.ts';
import { paperGrid, quickGrid, underLiterature } from './grids.ts';
import { teacherSteps } from './teacher-steps.ts';

/** What counterfactual training costs: `seconds.trainingRecourse` and `seconds.student` of the cells. */
export const runtimeFamily: Family & { readonly name: 'runtime' } = {
  name: 'runtime',
  title: 'Runtime',
  description: `seconds of teacher recourse and of student training, against steps K, ${underLiterature}`,
  source: 'CFQ §6, runtime overhead against K',
  quickly: 'the smallest and the largest K',
  settings: (options) => {
    const { quick } = options;
    const ends = (steps: readonly number[]) => (quick ? [...steps.slice(0, 1), ...steps.slice(-1)] : steps);
    const variants: readonly Variant[] = [
      { method: 'lsq' },
      { method: 'cfq' },
      ...ends(teacherSteps).map((steps): Variant => ({ method: 'cfq', teacherActions: { steps } })),
      ...ends([1, 2, 3]).map((unrolledSteps): Variant => ({
        method: 'cfq-match',
        overrides: { unrolledSteps },
      })),
    ];
    return expandGrid(options, quick ? quickGrid : paperGrid, variants);
  },
};
