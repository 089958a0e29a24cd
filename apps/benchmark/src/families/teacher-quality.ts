import { expandGrid, type Variant } from './expand-grid.ts';
import type { Family } from './family.ts';
import { paperGrid, quickGrid, underLiterature } from './grids.ts';
import { teacherSteps } from './teacher-steps.ts';

/** Standard deviations of the noise on the teacher's actions, in encoded units; none is the method as it is. */
const noises = [0.02, 0.05, 0.1];

/** How good the teacher's actions on training rows have to be. */
export const teacherQualityFamily: Family & { readonly name: 'teacher-quality' } = {
  name: 'teacher-quality',
  title: 'Quality of the teacher’s actions',
  description: `what fewer steps K of the teacher’s recourse, or noise on its actions, does to the student, ${underLiterature}`,
  source: 'CFQ §6, teacher quality (K, action noise 0 to 0.10)',
  quickly: 'K of 1 and 10, noise of 0 and 0.1',
  settings: (options) => {
    const { quick } = options;
    const actions: readonly Variant['teacherActions'][] = [
      {},
      ...(quick ? [1, 10] : teacherSteps).map((steps) => ({ steps })),
      ...(quick ? noises.slice(-1) : noises).map((noise) => ({ noise })),
    ];
    return expandGrid(
      options,
      quick ? quickGrid : paperGrid,
      ['cfq', 'cfq-faithful'].flatMap((method) =>
        actions.map((teacherActions): Variant => ({ method, teacherActions })),
      ),
    );
  },
};
