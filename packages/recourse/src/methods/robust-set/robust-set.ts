import type { TracedModel } from '../../model/traced-model.ts';
import { worstCaseLogits } from '../../model/worst-case-logits.ts';
import { refine, type RefineOptions } from '../../search/refine.ts';
import { defineSolver } from '../../solvers/define-solver.ts';
import { refinePresets, refineRules } from '../../solvers/refine-presets.ts';
import type { RecourseSolver } from '../../solvers/recourse-solver.ts';
import type { SolverOptions } from '../../solvers/solver-definition.ts';
import { roundedVariants, type RoundedVariantsOptions } from './rounded-variants.ts';

/** What can be set of the search: which variants an action must survive, and the budget. */
export interface RobustSetSettings extends Omit<RoundedVariantsOptions, 'seed'>, RefineOptions {}

const variants = { leastBits: 4, mostBits: 6, copies: 1, stepError: 0.05 };

/** Budgets of `robust-set` by name; those of `slp`, on four to six bits with one copy each whose steps are 5 % off. */
export const robustSetPresets = {
  fast: { ...variants, ...refinePresets.fast },
  thorough: { ...variants, ...refinePresets.thorough },
  exhaustive: { ...variants, ...refinePresets.exhaustive },
} as const satisfies Readonly<Record<string, RobustSetSettings>>;

/** What can be set of `robust-set`. */
export type RobustSetOptions = SolverOptions<RobustSetSettings, keyof typeof robustSetPresets>;

/**
 * Actions that reach their margin on the model and on every one of its rounded variants (`roundedVariants`, drawn with
 * the problem's seed): sequential linear programming on the least margin of the set, `min_i m_i(x + δ) ≥ κ`
 * (`worstCaseLogits`). A promise for the models of the set and no others; for every rounding there is, see `robustRounding`.
 *
 * The margin it reports is that of the model itself, which is at least that of the set.
 *
 * @throws RecourseError when the model is not traced, has no weights to round, or the bit-widths are out of order.
 */
export const robustSet: RecourseSolver<RobustSetOptions, 'robust-set'> = defineSolver({
  name: 'robust-set',
  description: 'the cheapest actions that survive a set of rounded variants of the model',
  source: 'Upadhyay, Joshi and Lakkaraju 2021; Griffith and Stewart 1961',
  needs: 'gradient',
  models: 'traced',
  answers: 'several',
  relations: 'kept',
  options: {
    ...refineRules,
    leastBits: { least: 2, integer: true },
    mostBits: { least: 2, integer: true },
    copies: { least: 0, integer: true },
    stepError: { least: 0 },
  },
  defaults: robustSetPresets.thorough,
  presets: robustSetPresets,
  async search(problem, incumbents, settings) {
    const { logits, parameters, target } = problem.problem.model as TracedModel;
    const { seed } = problem.problem;
    const worst = problem.scope.compileOnce([robustSet, worstCaseLogits, logits, target], () =>
      worstCaseLogits(logits, target),
    );
    const members = [parameters, ...roundedVariants(parameters, { ...settings, seed })];
    const model = problem.bind({ logits: worst, parameters: members, target });
    const starts = new Float64Array(problem.rows * problem.layout.count);
    await refine({ ...problem, model }, incumbents, starts, settings);
  },
});
