import { isTraced } from '../model/bind-model.ts';
import { rectifiedLayers, type RectifiedLayer } from '../reach/rectified-layers.ts';
import { RecourseError } from '../recourse-error.ts';
import type { Incumbents } from '../search/incumbents.ts';
import { refine } from '../search/refine.ts';
import { defineSolver } from '../solvers/define-solver.ts';
import type { RecourseSolver } from '../solvers/recourse-solver.ts';
import { refinePresets } from '../solvers/refine-presets.ts';
import type { SearchProblem, SolverOptions } from '../solvers/solver-definition.ts';
import { decisionsOf } from './decisions.ts';
import { createMarginBound } from './margin-bound.ts';
import { proveCheapest } from './prove-cheapest.ts';

/** When a person counts as done. */
interface ExactSettings {
  /**
   * How far the cost may lie above the lower bound for the action to count as the cheapest, relative to the larger of 1 and
   * the cost; ≥ 0. Default 5e-4. Below about 1e-4 the rounding of float32 stands in the way.
   */
  readonly gap: number;
  /** Boxes looked at for one person and margin at most, an integer ≥ 0; then the outcome is `gap` or `timed out`. */
  readonly boxes: number;
}

/** What can be set of `exact`. */
export type ExactOptions = SolverOptions<ExactSettings>;

/**
 * The cheapest action, or the proof that there is none, for networks of rectifiers: the incumbents of `slp` `exhaustive`,
 * then branch and bound over what each person may do (see `proveCheapest`), with bounds of the margin by linear relaxation
 * inside the part that is cheaper than the incumbent. `MarginResult.proof` says what was proven of whom.
 *
 * Bounds hold for the model as float32 evaluates it, in any order of its sums; an action counts only as the model itself
 * scored it. All constraints of action sets bind, in all three norms; L1 is proven quickest. Plausible points are bounded by
 * distance where that is what is asked (see `createPlausibleBound`); by local outlier factors only single actions are ruled out.
 *
 * @throws RecourseError where the model does not say what network it is, or that is no network of rectifiers.
 */
export const exact: RecourseSolver<ExactOptions, 'exact'> = defineSolver({
  name: 'exact',
  description: 'branch and bound with linear relaxation: proves the cheapest action, or that there is none',
  source: 'Land and Doig 1960; Zhang et al. 2018',
  needs: 'gradient',
  models: 'network',
  relations: 'kept',
  plausibility: 'kept',
  proofs: 'given',
  options: { gap: { least: 0 }, boxes: { least: 0, integer: true } },
  defaults: { gap: 5e-4, boxes: 100_000 },
  search: searchExactly,
});

async function searchExactly(
  context: SearchProblem,
  incumbents: Incumbents,
  { gap, boxes }: ExactSettings,
): Promise<void> {
  const { rows, margins, layout, problem, proofs } = context;
  const { layers, target } = layersOf(context);
  const share = 0.2;
  const report = (phase: string, done: number) => {
    context.report(phase, phase === 'proof' ? done : done * share);
  };
  await refine(
    { ...context, report },
    incumbents,
    new Float64Array(rows * layout.count),
    refinePresets.exhaustive,
  );
  const bounds = createMarginBound(layers, target, layout);
  for (let row = 0; row < rows; row += 1) {
    const decisions = decisionsOf(layout, row);
    for (let level = 0; level < margins.length; level += 1) {
      const slot = level * rows + row;
      if (await context.pause()) return;
      const bound = level === 0 ? 0 : proofs.lowerBound[slot - rows]!;
      proofs.lowerBound[slot] = await proveCheapest(context, incumbents, bounds, {
        row,
        level,
        decisions,
        gap,
        boxes,
        bound,
      });
      const cost = incumbents.cost[slot]!;
      proofs.settled[slot] = Number(cost - proofs.lowerBound[slot] <= gap * Math.max(1, cost));
    }
    report('proof', share + ((1 - share) * (row + 1)) / rows);
  }
  problem.signal?.throwIfAborted();
}

/** The layers that bounds are put through. */
function layersOf({ problem: { model }, layout }: SearchProblem): {
  readonly layers: readonly RectifiedLayer[];
  readonly target: number;
} {
  const network = isTraced(model) ? model.network : undefined;
  const layers = network === undefined ? null : rectifiedLayers(network);
  if (layers === null || !isTraced(model)) {
    throw new RecourseError(
      'exact.solve: the network is one of rectifiers (expected ReLU behind every hidden layer, no rounded columns or sums, ' +
        'got another). Use slp, pgd or black-box.',
    );
  }
  if (layers[0]!.inputs !== layout.width) {
    throw new RecourseError(
      `exact.solve: the network reads the columns of the action set (expected ${layout.width}, got ${layers[0]!.inputs}). ` +
        'Pass the network that belongs to the model.',
    );
  }
  return { layers, target: model.target };
}
