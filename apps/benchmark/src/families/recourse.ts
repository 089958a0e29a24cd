import { expandGrid, type Variant } from './expand-grid.ts';
import type { Family } from './family.ts';
import { paperGrid, quickestGrid, underLiterature } from './grids.ts';
import { leftOut, linearSolvers, networkSolvers } from './recourse-solvers.ts';

/** Test rows of a dataset that are looked at: methods of the field take seconds a person where the usual search takes milliseconds. */
const sample = 400;
const quickSample = 100;
/** Denied people whose cheapest action is proven, for the price of each solver's. */
const provenPeople = 100;
/** `exact` looks at so many boxes a person: on a student whose outputs are rounded it proves little with more. */
const boxes = 100;

/** Every recourse solver on the same teachers and people, and what students keep of its promises at the price they have. */
export const recourseFamily: Family & { readonly name: 'recourse' } = {
  name: 'recourse',
  title: 'Recourse methods',
  description: `which recourse method’s promises survive quantization best, at equal cost, ${underLiterature}`,
  source: `the question is ours; the methods’ sources stand with them (cfq list solvers)${leftOut && `. ${leftOut}`}`,
  quickly: 'every solver, one student, 100 test rows',
  settings: (options) => {
    const { quick } = options;
    const on = (backbone: string, names: readonly string[]): Variant[] =>
      names.flatMap((solver) =>
        (quick ? ['lsq'] : ['lsq', 'kd', 'cfq-faithful']).map((method) => ({
          ...{ backbone, method, solver },
          ...(solver === 'exact' && { solverOptions: { boxes } }),
          sample: quick ? quickSample : sample,
          diagnostics: { actionQuality: true as const, optimalityGap: { people: provenPeople } },
        })),
      );
    return expandGrid(options, quick ? quickestGrid : paperGrid, [
      ...on('mlp:128-64', networkSolvers),
      ...on('logistic', linearSolvers),
    ]);
  },
};
