import { refinePresets, refineRules } from './refine-presets.ts';
import { refine, type RefineOptions } from '../search/refine.ts';
import { defineSolver } from './define-solver.ts';
import type { RecourseSolver } from './recourse-solver.ts';
import type { SolverOptions } from './solver-definition.ts';

/** Budgets of `slp` by name. */
export const slpPresets = {
  /** For training: about 5 gradient evaluations a row for one margin (Adult, a 128-64 network). */
  fast: refinePresets.fast,
  /** For evaluation: about 15 gradient evaluations a row for four margins. */
  thorough: refinePresets.thorough,
  /** For small populations and for measuring the others: about sixteen times the work of `thorough`. */
  exhaustive: refinePresets.exhaustive,
} as const;

/** What can be set of `slp`. */
export type SlpOptions = SolverOptions<RefineOptions, keyof typeof slpPresets>;

/**
 * Sequential linear programming: from `x` straight to the cheapest point of the model's linearisation, linearise there,
 * and so on (`slpIterations`); then other structures beside each answer, shared between margins (`refine`). No random numbers.
 *
 * On a piecewise linear network it ends on actions that are exactly optimal for their linear piece and structure, after
 * far fewer gradient evaluations than a recursion with a step size needs; two nearly equal models get nearly equal costs.
 */
export const slp: RecourseSolver<SlpOptions, 'slp'> = defineSolver({
  name: 'slp',
  description: 'sequential linear programming on the linear pieces of the model',
  source: 'Griffith and Stewart 1961',
  needs: 'gradient',
  answers: 'several',
  relations: 'kept',
  plausibility: 'kept',
  options: refineRules,
  defaults: slpPresets.thorough,
  presets: slpPresets,
  async search(problem, incumbents, settings) {
    await refine(problem, incumbents, new Float64Array(problem.rows * problem.layout.count), settings);
  },
});
