import { chunksOf } from '@cfq/jit';

import { writePoint } from '../../search/apply-move.ts';
import { attains } from '../../search/attains.ts';
import type { Incumbents } from '../../search/incumbents.ts';
import { checkAffine } from '../../solvers/check-affine.ts';
import { defineSolver } from '../../solvers/define-solver.ts';
import type { RecourseSolver } from '../../solvers/recourse-solver.ts';
import type { SearchProblem, SolverOptions } from '../../solvers/solver-definition.ts';
import { actionGrid } from './action-grid.ts';
import { cheapestFlip } from './cheapest-flip.ts';

/** What actionable recourse may vary. */
interface ActionGridSettings {
  /** Values of a number at most; an integer ≥ 1. */
  readonly levels: number;
}

/** What can be set of `actionable-recourse`. */
export type ActionableRecourseOptions = SolverOptions<ActionGridSettings>;

/**
 * Actionable recourse (Ustun, Spangher and Liu 2019): for a linear model, the cheapest action of a grid by an integer
 * program, solved exactly (`actionGrid`, `cheapestFlip`). Several answers are a flipset: the features of none are all among
 * those of another, the cheapest first. A person without an action has none, which is proved, on the grid and off
 * it: the largest gains of `k` features together are too small.
 *
 * @throws RecourseError when the model is not linear (`checkAffine`).
 */
export const actionableRecourse: RecourseSolver<ActionableRecourseOptions, 'actionable-recourse'> =
  defineSolver({
    name: 'actionable-recourse',
    description:
      'an integer program over a grid of actions, exact, for models that are linear in their inputs',
    source: 'Ustun, Spangher and Liu 2019',
    needs: 'gradient',
    models: 'linear',
    answers: 'several',
    options: { levels: { least: 1, integer: true } },
    defaults: { levels: 100 },
    async search(problem, incumbents, { levels }) {
      const { rows, model, layout, x, marginTolerance } = problem;
      const { width, count } = layout;
      if (await problem.pause()) return;
      const check = await checkAffine(problem, 'actionable-recourse');
      const ends = new Float32Array(model.chunk * width);
      for (const { rows: points, start, count: size } of chunksOf(problem.problem.x, { size: model.chunk })) {
        const people = points.data as Float32Array;
        const scored = await check(people, size, null);
        const slopes = scored.slopes.slice(0, size * width);
        const before = scored.margins.slice(0, size);
        for (let i = 0; i < size; i += 1) {
          if (await problem.pause()) return;
          const row = start + i;
          const last = new Float64Array(count);
          problem.margins.forEach((kappa, level) => {
            const need = attains(before[i]!, kappa) ? 0 : kappa + marginTolerance - before[i]!;
            const slot = level * rows + row;
            last.set(offerFlips(problem, incumbents, { slot, row, need, slopes, at: i * width, levels }));
          });
          writePoint(layout, x, row * width, last, 0, ends, i * width);
        }
        // Where the answers lead, the model is to be linear too.
        await check(ends, size, { margins: before, points: people });
        problem.report('integer programs', Math.min(1, (start + size) / rows));
      }
    },
  });

interface FlipsOf {
  readonly slot: number;
  readonly row: number;
  readonly need: number;
  readonly slopes: Float32Array;
  readonly at: number;
  readonly levels: number;
}

/** Offers a flipset; returns the last of its moves, zeros where there is none. */
function offerFlips(
  { layout, margins, rows, marginTolerance, answers }: SearchProblem,
  incumbents: Incumbents,
  { slot, row, need, slopes, at, levels }: FlipsOf,
): Float64Array {
  const margin = margins[Math.floor(slot / rows)]! + marginTolerance;
  let last = new Float64Array(layout.count);
  if (need === 0) {
    incumbents.offer(slot, 0, margin, last, 0);
    return last;
  }
  const steps = actionGrid({ layout, row, slope: slopes, at, need, levels });
  const cuts: (readonly number[])[] = [];
  for (let item = 0; item < answers; item += 1) {
    const flip = cheapestFlip({ steps, need, sparsity: layout.sparsity, share: layout.share, cuts });
    if (flip === null) break;
    incumbents.offer(slot, flip.cost, margin, flip.move, 0);
    cuts.push(flip.features);
    last = Float64Array.from(flip.move);
  }
  return last;
}
