import { checkOptions } from './check-problem.ts';
import { defineSolver } from './define-solver.ts';
import type { CommonOptions, RecourseSolver } from './recourse-problem.ts';
import { choosePreset } from './choose-preset.ts';
import { refineCounts, refineLimits, refinePresets } from '../search/refine-options.ts';
import { refine, type RefineOptions } from '../search/refine.ts';

/** Budgets of `slp` by name. */
export const slpPresets = {
  /** For training: about 9 gradient evaluations a row for one margin. */
  fast: refinePresets.fast,
  /** For evaluation: about 25 gradient evaluations a row for four margins. */
  thorough: refinePresets.thorough,
  /** For small populations and for measuring the others: about three times the work of `thorough`. */
  exhaustive: refinePresets.exhaustive,
} as const;

export interface SlpOptions extends CommonOptions, RefineOptions {
  /** Where the other options default from. Default `thorough`. */
  readonly preset: keyof typeof slpPresets;
}

const commonOptions = ['chunk', 'deadline', 'marginTolerance', 'executor'] as const;
const known = [
  ...commonOptions,
  'preset',
  ...(Object.keys(refineLimits) as (keyof RefineOptions)[]),
] as const;

/**
 * Sequential linear programming: from `x` straight to the cheapest point of the model's linearisation, linearise there,
 * and so on (`slpIterations`); then other structures beside each answer, shared between margins (`refine`). No random numbers.
 *
 * On a piecewise linear network it ends on actions that are exactly optimal for their linear piece and structure, after
 * far fewer gradient evaluations than a recursion with a step size needs; two nearly equal models get nearly equal costs.
 */
export const slp: RecourseSolver<Partial<SlpOptions>> = defineSolver<
  SlpOptions,
  CommonOptions & RefineOptions
>({
  name: 'slp',
  settle(options) {
    checkOptions<SlpOptions>(
      'slp',
      options,
      known,
      { ...refineLimits, chunk: 1, marginTolerance: 0, deadline: 0 },
      [...refineCounts, 'chunk'],
    );
    return { ...choosePreset('slp', slpPresets, options.preset ?? 'thorough'), ...options };
  },
  async search(problem, incumbents, settings) {
    await refine(problem, incumbents, new Float64Array(problem.rows * problem.layout.count), settings);
  },
});
