import { chunksOf } from '@cfq/jit';

import { RecourseError } from '../recourse-error.ts';
import { attains } from '../search/attains.ts';
import type { Incumbents } from '../search/incumbents.ts';
import { defineSolver } from './define-solver.ts';
import type { RecourseSolver } from './recourse-solver.ts';
import type { SearchProblem, SolverOptions } from './solver-definition.ts';

/** Relative difference between slopes at two people beyond which a model is not linear. */
const sameSlope = 1e-3;

/**
 * The exact solution for models whose target margin is affine in the encoded row, such as logistic regression with two
 * classes: one gradient, then the cheapest move in closed form with branch and bound over categories and ordinals (see
 * `createLinearSubproblem`). An oracle for the other solvers, and the solver to use for linear models.
 *
 * Answers overshoot κ by `marginTolerance` logits, which costs `marginTolerance / (margin per cost)`.
 *
 * @throws RecourseError when slopes differ between rows, that is, when the model is not linear.
 */
export const linear: RecourseSolver<SolverOptions<object>, 'linear'> = defineSolver({
  name: 'linear',
  description: 'closed form, exact, for models that are linear in their inputs',
  source: 'Ustun, Spangher and Liu 2019',
  needs: 'gradient',
  models: 'linear',
  options: {},
  defaults: {},
  search: solveLinear,
});

async function solveLinear(problem: SearchProblem, incumbents: Incumbents): Promise<void> {
  const { rows, layout, model, subproblem, margins, marginTolerance } = problem;
  const { width, count } = layout;
  const { chunk } = model;
  const move = new Float64Array(count);
  let first: Float32Array | undefined;
  for (const { rows: points, start, count: size } of chunksOf(problem.problem.x, { size: chunk })) {
    if (await problem.pause()) return;
    const scored = await model.slopes(points.data as Float32Array, size);
    first ??= scored.slopes.slice(0, width);
    const largest = first.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (let i = 0; i < size; i += 1) {
      for (let c = 0; c < width; c += 1) {
        const difference = Math.abs(scored.slopes[i * width + c]! - first[c]!);
        if (difference <= sameSlope * largest) continue;
        throw new RecourseError(
          `linear.solve: the model is linear (expected one slope for all rows, got ${scored.slopes[i * width + c]} ` +
            `beside ${first[c]} in column ${c}). Use another solver.`,
        );
      }
      const row = start + i;
      subproblem.linearizeAt(row, first, 0);
      margins.forEach((kappa, level) => {
        const margin = scored.margins[i]!;
        const need = attains(margin, kappa) ? 0 : kappa + marginTolerance - margin;
        const cost = subproblem.minimizeCost(need, null, Infinity, move);
        if (cost < Infinity) incumbents.offer(level * rows + row, cost, kappa + marginTolerance, move, 0);
      });
    }
    problem.report('closed form', Math.min(1, (start + chunk) / rows));
  }
}
