import { defineSolver } from '../solvers/define-solver.ts';
import type { RecourseSolver } from '../solvers/recourse-solver.ts';
import type { SolverOptions } from '../solvers/solver-definition.ts';
import { penaltyDescent, penaltyRules, type PenaltyOptions } from './penalty/penalty-descent.ts';

/** What can be set of `wachter`. */
export type WachterOptions = SolverOptions<PenaltyOptions>;

/**
 * The counterfactual of Wachter, Mittelstadt and Russell (2018, eq. 1 and 2): `min_x' max_λ λ·(f(x') − y)² + d(x, x')`,
 * with λ raised until the output is as asked. Here `f` is the margin, `y` is κ and `overshoot` logits (their tolerance ε), and
 * `d` is the cost: L1 over scaled features as theirs is, with standard deviations where they have the median absolute
 * deviation. `penaltyDescent` does the descent.
 *
 * What is permitted is kept by projection at every step; the publication knows no constraints (`asPublished`).
 */
export const wachter: RecourseSolver<WachterOptions, 'wachter'> = defineSolver({
  name: 'wachter',
  description: 'squared distance to the margin plus cost, with the weight of the first raised',
  source: 'Wachter, Mittelstadt and Russell 2018',
  needs: 'gradient',
  relations: 'kept',
  options: penaltyRules,
  defaults: { steps: 10, rounds: 8, penalty: 1, growth: 4, overshoot: 0.01 },
  search: penaltyDescent,
});
