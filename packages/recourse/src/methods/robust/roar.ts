import { defineSolver } from '../../solvers/define-solver.ts';
import type { RecourseSolver } from '../../solvers/recourse-solver.ts';
import type { SolverOptions } from '../../solvers/solver-definition.ts';
import { penaltyDescent, penaltyRules, type PenaltyOptions } from '../penalty/penalty-descent.ts';
import { shiftBalls, shiftedMargin, type ShiftBall } from './shifted-margin.ts';

/** What ROAR may vary. */
interface RoarSettings extends PenaltyOptions {
  /** `δ_max`, by how much the weights of the model may shift; ≥ 0. */
  readonly shift: number;
  /** What that bounds: each weight, or the length of all shifts together. */
  readonly ball: ShiftBall;
}

/** What can be set of `roar`. */
export type RoarOptions = SolverOptions<RoarSettings>;

const defaults: RoarSettings = {
  ...{ steps: 10, rounds: 8, penalty: 1, growth: 4, overshoot: 0.01 },
  ...{ shift: 0.05, ball: 'l-infinity' },
};

/**
 * ROAR (Upadhyay, Joshi and Lakkaraju 2021): recourse for a model that will shift. The margin asked for must be left when
 * the weights of the linear model at the answer are shifted in the worst way within a ball (`shiftedMargin`); found by
 * `penaltyDescent`, as in the publication by gradients on both sides.
 *
 * For a linear model the inner minimum is exact, and answers keep their margin under every such shift. For other models the
 * linear one is the gradient where the search stands (the publication fits one round the person, by LIME), and the promise is
 * one about that. Every answer has its margin on the model itself too.
 */
export const roar: RecourseSolver<RoarOptions, 'roar'> = defineSolver({
  name: 'roar',
  description: 'a margin that is left when the weights shift in the worst way within a ball',
  source: 'Upadhyay, Joshi and Lakkaraju 2021',
  needs: 'gradient',
  relations: 'kept',
  options: { ...penaltyRules, shift: { least: 0 }, ball: { oneOf: shiftBalls } },
  defaults,
  async search(problem, incumbents, settings) {
    const { width } = problem.layout;
    const { ball, shift } = settings;
    await penaltyDescent(problem, incumbents, settings, (margin, point, slope, at) =>
      shiftedMargin({ ball, shift, width }, margin, point, slope, at),
    );
  },
});
