import { chunksOf } from '@cfq/jit';

import { writePoint } from '../search/apply-move.ts';
import { attains } from '../search/attains.ts';
import type { Incumbents } from '../search/incumbents.ts';
import { checkAffine } from './check-affine.ts';
import { defineSolver } from './define-solver.ts';
import type { RecourseSolver } from './recourse-solver.ts';
import type { SearchProblem, SolverOptions } from './solver-definition.ts';

/**
 * The exact solution for models whose target margin is affine in the encoded row, such as logistic regression with two
 * classes: one gradient, then the cheapest move in closed form with branch and bound over categories and ordinals (see
 * `createLinearSubproblem`). An oracle for the other solvers, and the solver to use for linear models.
 *
 * Answers overshoot κ by `marginTolerance` logits, which costs `marginTolerance / (margin per cost)`.
 *
 * Where numbers live on a grid it is exact up to the gap that `createLinearSubproblem` states.
 *
 * @throws RecourseError when the model is not linear: `checkAffine` looks at the ends of every column, at points between, at
 *   everybody and at where answers lead; and when it has more than two classes.
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
  const { rows, layout, model, subproblem, margins, marginTolerance, x } = problem;
  const { width, count } = layout;
  const { chunk } = model;
  const move = new Float64Array(count);
  const ends = new Float32Array(chunk * width);
  if (await problem.pause()) return;
  const check = await checkAffine(problem, 'linear');
  for (const { rows: points, start, count: size } of chunksOf(problem.problem.x, { size: chunk })) {
    if (await problem.pause()) return;
    const people = points.data as Float32Array;
    const scored = await check(people, size, null);
    const slopes = scored.slopes.slice(0, size * width);
    const before = scored.margins.slice(0, size);
    for (let i = 0; i < size; i += 1) {
      const row = start + i;
      subproblem.linearizeAt(row, slopes, i * width);
      margins.forEach((kappa, level) => {
        const margin = before[i]!;
        const need = attains(margin, kappa) ? 0 : kappa + marginTolerance - margin;
        const cost = subproblem.minimizeCost(need, null, Infinity, move);
        if (cost < Infinity) incumbents.offer(level * rows + row, cost, kappa + marginTolerance, move, 0);
      });
      // The last move is that to the largest margin: where the answers lead, the model is to be linear too.
      writePoint(layout, x, row * width, move, 0, ends, i * width);
    }
    await check(ends, size, { margins: before, points: people });
    problem.report('closed form', Math.min(1, (start + chunk) / rows));
  }
}
