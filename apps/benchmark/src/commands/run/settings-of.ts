import type { ActionsSetting } from '../../cells/actions/actions-setting.ts';
import { askedRecipe } from '../../cells/asked-recipe.ts';
import { completeSettings, type CellSettings, type GivenSettings } from '../../cells/cell-settings.ts';
import { distinctBudgets } from '../../cells/distinct-budgets.ts';
import { gridOverrides } from '../../cells/overrides/grid.ts';
import { askedDiagnostics } from './asked-diagnostics.ts';
import { axesOf } from '../../configuration/setting-schemas.ts';
import type { Parts } from '../../plugins/parts.ts';
import type { RunConfiguration } from './run-configuration.ts';

/** What the cells of a dataset differ in. */
export type Sweep = Pick<
  RunConfiguration,
  | 'methods'
  | 'bits'
  | 'backbones'
  | 'seeds'
  | 'margins'
  | 'cost'
  | 'constraints'
  | 'solver'
  | 'evaluationSolver'
  | 'solverOptions'
  | 'sample'
  | 'optimalityGap'
  | 'certificates'
  | 'roundings'
  | 'overrides'
  | 'teacher'
  | 'threshold'
  | 'classWeights'
> & {
  /** What people may do; undefined where that is for the data set to say. */
  readonly actions: readonly (ActionsSetting | undefined)[];
};

/**
 * Every cell of one dataset that is asked for: by actions, cost, constraints and overrides, then backbone, then seed, and within
 * these every method, whose name is known, at every budget that makes a difference to it.
 *
 * @param parts where names are looked up
 * @throws UsageError for overrides that a method cannot take
 */
export function settingsOf(dataset: string, sweep: Sweep, parts: Parts): CellSettings[] {
  const { methods, bits, backbones, seeds, margins, teacher: teacherOptions } = sweep;
  const { threshold: decision, classWeights, sample } = sweep;
  const diagnostics = askedDiagnostics(sweep);
  const variants = sweep.actions.flatMap((actions) =>
    sweep.cost.flatMap((cost) =>
      sweep.constraints.flatMap((constraints) =>
        gridOverrides(axesOf(sweep.overrides)).map((overrides) => ({
          ...{ actions, cost, constraints, teacherOptions, decision, classWeights },
          overrides: { ...overrides },
        })),
      ),
    ),
  );
  return variants.flatMap((variant) =>
    backbones.flatMap((backbone) =>
      seeds.flatMap((seed) =>
        methods.flatMap((method) =>
          distinctBudgets(askedRecipe({ method, ...variant }, parts), bits).map(({ budgetBits }) =>
            completeSettings({
              ...{ dataset, method, seed, backbone, budgetBits, margins },
              ...{ ...solversOf(sweep), sample, diagnostics, ...variant },
            }),
          ),
        ),
      ),
    ),
  );
}

/** What looks for recourse: one solver in training and evaluation, or one in each; the options are the evaluation's where it has its own. */
function solversOf({
  solver,
  evaluationSolver = solver,
  solverOptions,
}: Pick<Sweep, 'solver' | 'evaluationSolver' | 'solverOptions'>): Pick<
  GivenSettings,
  'solver' | 'solverOptions' | 'teacherActions'
> {
  const both = solver !== undefined && evaluationSolver === solver;
  return {
    solver: evaluationSolver,
    solverOptions,
    ...(solver !== undefined && { teacherActions: { solver, ...(both && { solverOptions }) } }),
  };
}

/**
 * Which of the budgets asked for are one row, and why, a sentence for each method they are one for; none where every
 * budget is a row of its own.
 *
 * @throws UsageError for overrides that a method cannot take
 */
export function equalBudgetNotes(
  { methods, bits, overrides }: Pick<Sweep, 'methods' | 'bits' | 'overrides'>,
  parts: Parts,
): string[] {
  const notes = gridOverrides(axesOf(overrides)).flatMap((variant) =>
    methods.flatMap((method) =>
      distinctBudgets(askedRecipe({ method, overrides: { ...variant } }, parts), bits).flatMap(
        ({ budgetBits, asked }) => {
          if (asked.length < 2) return [];
          const listed = `${asked.slice(0, -1).join(', ')} and ${asked.at(-1)!}`;
          return [
            `${method}: budgets of ${listed} bits are one and the same, and one row, at ${budgetBits} bits`,
          ];
        },
      ),
    ),
  );
  return [...new Set(notes)];
}
