import { refine, type RefineOptions } from '../../search/refine.ts';
import { defineSolver } from '../../solvers/define-solver.ts';
import { refinePresets, refineRules } from '../../solvers/refine-presets.ts';
import type { RecourseSolver } from '../../solvers/recourse-solver.ts';
import type { SolverOptions } from '../../solvers/solver-definition.ts';
import { certifiedModel } from './certified-model.ts';
import { roundingRules, type RoundingBoxOptions } from './rounding-box.ts';

/** What can be set of the search: which roundings an action must survive, and the budget. */
export interface RobustRoundingSettings extends RoundingBoxOptions, RefineOptions {}

const box = { bits: 8, granularity: 'channel', distance: 0.5 } as const;

/** Budgets of `robust-rounding` by name; those of `slp`, for 8 bits. */
export const robustRoundingPresets = {
  fast: { ...box, ...refinePresets.fast },
  thorough: { ...box, ...refinePresets.thorough },
  exhaustive: { ...box, ...refinePresets.exhaustive },
} as const satisfies Readonly<Record<string, RobustRoundingSettings>>;

/** What can be set of `robust-rounding`. */
export type RobustRoundingOptions = SolverOptions<RobustRoundingSettings, keyof typeof robustRoundingPresets>;

/**
 * Actions that reach their margin on **every** rounding of the model's weights at `bits` bits: not a sample of them but the
 * whole box of half a step round each weight (`roundingBox`), with a certificate. Sequential linear programming on a sound
 * lower bound of the margin over that box (`certifyRoundings`): the bound stands in for the margin, so every answer
 * has a certificate of at least κ. The models of intervals are those of Jiang et al. 2024, "Interval abstractions for
 * robust counterfactual explanations", here with a box that comes from a bit-width, linear bounds beside intervals, and
 * float32 accounted for.
 *
 * Where the bound is too loose an action that would survive goes unfound; none is returned that may fail. The margin it
 * reports is that of the model itself; that of the worst rounding is what `certifyRoundings` says at the point.
 *
 * @throws RecourseError when the model does not say what network it is, or that is no network of rectifiers.
 */
export const robustRounding: RecourseSolver<RobustRoundingOptions, 'robust-rounding'> = defineSolver({
  name: 'robust-rounding',
  description: 'the cheapest actions certified to survive every rounding of the weights at so many bits',
  source: 'Jiang, Leofante, Rago and Toni 2024; Zhang et al. 2018',
  needs: 'gradient',
  models: 'network',
  answers: 'several',
  relations: 'kept',
  options: {
    ...refineRules,
    ...roundingRules,
  },
  defaults: robustRoundingPresets.thorough,
  presets: robustRoundingPresets,
  async search(problem, incumbents, settings) {
    const model = certifiedModel(problem, settings);
    const starts = new Float64Array(problem.rows * problem.layout.count);
    await refine({ ...problem, model }, incumbents, starts, settings);
  },
});
