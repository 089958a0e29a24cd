import type { NDArray } from '@cfq/jit';
import type { Network } from '@cfq/network';

import { RecourseError } from '../recourse-error.ts';
import { boxBounder } from './bound-box.ts';
import { checkColumns, checkPoints } from './check-boxes.ts';
import { boxBounds, inherit, type RadiusBounds } from './difference-bounds.ts';
import { preparePair } from './prepare-pair.ts';
import { readColumns } from './read-columns.ts';
import { readRows } from './read-rows.ts';
import type { Arithmetic } from './rounding-noise.ts';

/** What {@link boundDifference} bounds, and where. */
export interface DifferenceProblem {
  /**
   * The model `f` that a student stands in for: dense layers with a ReLU between each two, behind a linear one whose sums are
   * rounded if there is one.
   */
  readonly teacher: Network;
  /** What became of it, `f_q`: layers of the same sizes, with whatever weights and grids they are deployed with. */
  readonly student: Network;
  /** Centres of the boxes `[n, d]`, float32: usually `x + δ`, where a teacher's actions lead. */
  readonly x: NDArray;
  /** Ascending, at least 0: half-widths of the boxes. 0 is the point itself. */
  readonly radii: readonly number[];
  /**
   * `[d]`, at least 0: what a radius is multiplied by in each column. 0 holds a column still, as one-hot columns should
   * be: a category does not move by a small amount. Default 1 everywhere.
   */
  readonly columns?: ArrayLike<number>;
  /** Class whose margin counts; default 1. */
  readonly target?: number;
  /**
   * `float32` (default): the bounds hold for both networks as they are evaluated in float32, in whatever order sums are
   * taken. `exact`: for the two functions in real arithmetic.
   */
  readonly arithmetic?: Arithmetic;
  /**
   * Whole, at least 0: steps in which the slopes of `linear` are optimised, for each row and direction by itself; with any at
   * all inner layers are bounded from behind as well. 10 are a good number. Default 0, which is some ten times as fast.
   */
  readonly iterations?: number | undefined;
}

/**
 * Sound bounds on what a student may answer differently from its teacher, anywhere in a box around each point:
 * `B = { x' : |x'_j − x_j| ≤ radius · columns_j }`.
 *
 * With `m` the logit margin of the target, two certificates follow for a point `x` of the box:
 * - CFQ §4.2: `m_f(x) > 2 epsilon` implies that the student predicts the target too;
 * - tighter: `m_f(x) > shortfall` does. (`m_f(x) < −excess` implies that it does not.)
 * and one for all of the box: `studentLow > 0`. A margin of exactly 0 certifies nothing.
 *
 * Two methods, side by side. `interval` propagates intervals of both networks and of their difference together (Paulsen
 * et al. 2020, "ReluDiff"; with rounded activations, Zhang et al. 2023, "QEBVerif"). `linear` tightens it by affine bounds
 * forwards (Singh et al. 2018) and back from the outputs (Zhang et al. 2018, "CROWN"), over boxes of only the columns that
 * move, and takes the better of both: it is never looser. On a linear model both are exact. At radius 0 both are the
 * difference at the point.
 *
 * With `iterations`, `linear` is tightened further: every sum of an inner layer, and the outputs, by Lagrangian decomposition
 * (Dvijotham et al. 2018) with slopes optimised for each (Xu et al. 2021, "α-CROWN"), over units taken as pairs and
 * staircases taken step by step where a unit meets few. It is never looser than without.
 *
 * `interval` grows with the box, whatever boxes are nested. `linear` does so over the radii of one call: each radius
 * takes over the bound of a larger one where that is better, which is sound since its box lies within.
 *
 * Rounding. The bounds are computed in float64 and moved outwards by an a-priori bound of their own rounding (Higham 2002
 * §3.1), some 1e-13 of the numbers involved. With `arithmetic: 'float32'` they also cover every float32 evaluation of
 * the networks: each sum of a layer may be off by `γ_n (‖w‖₂ ‖h‖₂ + |b|)`, `n` = inputs that are not zero, plus 3, whatever
 * the order of the sum; activations `round(clamp(h / s)) · s` with each operation rounded, where `h / s` near the middle
 * between two codes may go to either. That makes up 1e-5 to 1e-3 of a logit in the backbones of the benchmark. It does
 * not cover runtimes that round anything else, such as accumulators to 16 bits.
 *
 * What networks round of their own accord is covered: sums and hidden outputs of both, where a grid takes a sum off by half
 * a step at most and by what lies beyond its ends; and columns, which both must round alike (one input grid, or one linear
 * layer in front whose sums are rounded): the box is then that of all steps which a value in it may go to, at radius 0 one
 * step but for ties.
 *
 * @returns one entry a radius, in order.
 * @throws NetworkError (of `@cfq/network`) for a malformed network.
 * @throws RecourseError for networks that do not belong together, or points, radii or a target that do not fit them.
 */
export function boundDifference(problem: DifferenceProblem): readonly RadiusBounds[] {
  const { teacher, student, x, radii, target = 1, arithmetic = 'float32', iterations = 0 } = problem;
  const [points, width] = checkPoints('boundDifference', x);
  const { columns: reading, layers } = preparePair({ teacher, student }, width);
  const columns = checkColumns('boundDifference', problem.columns ?? new Float64Array(width).fill(1), width);
  checkRadii(radii);
  if (!Number.isInteger(iterations) || iterations < 0) {
    throw new RecourseError(
      `boundDifference: iterations are a whole number of at least 0 (got ${iterations}). Give 10.`,
    );
  }
  const classes = layers.at(-1)!.outputs;
  if (!Number.isInteger(target) || target < 0 || target >= classes) {
    throw new RecourseError(
      `boundDifference: the target is a class of the networks (expected 0…${classes - 1}, got ${target}). Correct it.`,
    );
  }
  const bounds = radii.map((radius): RadiusBounds => {
    const reach = columns.map((share) => share * radius);
    const shared = reading === null ? boxBounder(layers, reach, target, arithmetic, iterations) : null;
    const found = { radius, interval: boxBounds(points), linear: boxBounds(points) };
    for (let row = 0; row < points; row += 1) {
      let bounder = shared;
      if (bounder === null) {
        const box = readColumns(reading!, { x: x.data, from: row * width, radii: reach }, arithmetic);
        bounder = boxBounder(layers, box.radii, target, arithmetic, iterations);
        bounder.run(box.centre, 0);
      } else bounder.run(x.data, row * width);
      readRows(classes, bounder.byIntervals, row, found.interval);
      readRows(classes, bounder.byRelaxation, row, found.linear);
    }
    return found;
  });
  for (let at = bounds.length - 2; at >= 0; at -= 1) inherit(bounds[at]!.linear, bounds[at + 1]!.linear);
  return bounds;
}

function checkRadii(radii: readonly number[]): void {
  const fits = radii.every(
    (radius, at) => Number.isFinite(radius) && radius >= (at === 0 ? 0 : radii[at - 1]!),
  );
  if (radii.length > 0 && fits) return;
  throw new RecourseError(
    `boundDifference: radii are finite, at least 0 and ascending (got ${radii.join(', ') || 'none'}). Sort them.`,
  );
}
