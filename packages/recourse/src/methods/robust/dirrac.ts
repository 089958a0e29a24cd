import { defineSolver } from '../../solvers/define-solver.ts';
import type { RecourseSolver } from '../../solvers/recourse-solver.ts';
import type { SolverOptions } from '../../solvers/solver-definition.ts';
import {
  penaltyDescent,
  penaltyRules,
  type MarginThatCounts,
  type PenaltyOptions,
} from '../penalty/penalty-descent.ts';
import { deviationsOf, reliableMargin } from './worst-case-moments.ts';

/** What the parameters of the model are taken to be like. */
interface ParameterDistribution {
  /** The standard deviation of every weight; ≥ 0. */
  readonly spread: number;
  /** What is added to it for each unit of a weight's size, in squares; ≥ 0. */
  readonly relativeSpread: number;
  /** `ρ`, the radius of the ball of distributions; ≥ 0. */
  readonly radius: number;
  /** The probability with which the answer holds in the worst case, in [0, 0.999]. */
  readonly reliability: number;
}

/** What can be set of `dirrac`. */
export type DirracOptions = SolverOptions<PenaltyOptions & ParameterDistribution>;

const defaults: PenaltyOptions & ParameterDistribution = {
  ...{ steps: 10, rounds: 8, penalty: 1, growth: 4, overshoot: 0.01 },
  ...{ spread: 0.02, relativeSpread: 0.02, radius: 0.02, reliability: 0.8 },
};

/**
 * DiRRAc (Nguyen, Bui, Nguyen, Yue and Nguyen 2023): recourse that holds with a probability when parameters are random and
 * their distribution is not known, but for mean and covariance that are near to estimated ones. With `x̃ = (x, 1)` the mean
 * is the model's margin, the variance `x̃ᵀΣx̃` with `Σ = diag(spread² + relativeSpread² w²)`, and both may be wrong by
 * `ρ‖x̃‖` together. What must reach κ is `reliableMargin`; answers are looked for by `penaltyDescent`. For models that are not
 * linear, `w` is the gradient where the search stands.
 *
 * One component of the publication's mixtures; for several, give their models to `worstCaseLogits`. Its second form, for
 * Gaussian parameters, has a smaller number of deviations and is otherwise the same.
 */
export const dirrac: RecourseSolver<DirracOptions, 'dirrac'> = defineSolver({
  name: 'dirrac',
  description:
    'a margin that holds with a probability for the worst distribution of the weights near an estimate',
  source: 'Nguyen, Bui, Nguyen, Yue and Nguyen 2023',
  needs: 'gradient',
  relations: 'kept',
  options: {
    ...penaltyRules,
    spread: { least: 0 },
    relativeSpread: { least: 0 },
    radius: { least: 0 },
    reliability: { least: 0, most: 0.999 },
  },
  defaults,
  search: (problem, incumbents, settings) =>
    penaltyDescent(problem, incumbents, settings, countReliable(settings, problem.layout.width)),
});

/** `reliableMargin` at a point, and its gradient. */
function countReliable(
  { spread, relativeSpread, radius, reliability }: ParameterDistribution,
  width: number,
): MarginThatCounts {
  const tau = deviationsOf(reliability);
  return (margin, point, slope, at) => {
    const varianceOf = (weight: number) => spread ** 2 + (relativeSpread * weight) ** 2;
    let squares = 1;
    // The bias is no weight that a gradient tells.
    let variance = spread ** 2;
    for (let c = at; c < at + width; c += 1) {
      squares += point[c]! ** 2;
      variance += varianceOf(slope[c]!) * point[c]! ** 2;
    }
    const [length, deviation] = [Math.sqrt(squares), Math.sqrt(variance)];
    const cone = (Math.sqrt(1 + tau ** 2) * radius) / length;
    for (let c = at; c < at + width; c += 1) {
      const widening = deviation === 0 ? 0 : (tau * varianceOf(slope[c]!)) / deviation;
      slope[c]! -= (widening + cone) * point[c]!;
    }
    return reliableMargin({ mean: margin, deviation, distance: radius * length }, reliability);
  };
}
