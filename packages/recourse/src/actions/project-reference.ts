import { ndarray, type NDArray } from '@cfq/jit';

import type { ActionFeature, ActionSet } from './action-set.ts';
import { checkRows } from './check-rows.ts';
import { permittedRange } from './permitted-range.ts';

interface Choice {
  readonly feature: ActionFeature;
  /** The nearest permitted values of the feature's columns. */
  readonly values: readonly number[];
  /** How much nearer to the candidate they are than `x`, in squared distance; ≥ 0. */
  readonly gain: number;
}

function nearestOrdinal(feature: ActionFeature, x: number, candidate: number): number {
  const [lowest, highest] = permittedRange(feature, x);
  let best = x;
  for (const listed of feature.values ?? []) {
    const value = Math.fround(listed);
    if (value < lowest || value > highest) continue;
    if (Math.abs(value - candidate) < Math.abs(best - candidate)) best = value;
  }
  return best;
}

function nearestCategory(
  feature: ActionFeature,
  x: ArrayLike<number>,
  candidate: ArrayLike<number>,
): number[] {
  const own = Array.from({ length: feature.width }, (_, c) => x[feature.start + c]!);
  const targets = feature.targets ?? own.map((_, c) => c);
  const distance = (pattern: readonly number[]) =>
    pattern.reduce((sum, value, c) => sum + (value - candidate[feature.start + c]!) ** 2, 0);
  let best = own;
  for (const target of targets) {
    const pattern = own.map((_, c) => (c === target ? 1 : 0));
    if (distance(pattern) < distance(best)) best = pattern;
  }
  return best;
}

function nearest(feature: ActionFeature, x: ArrayLike<number>, candidate: ArrayLike<number>): Choice {
  const columns = Array.from({ length: feature.width }, (_, c) => feature.start + c);
  let values: number[];
  if (feature.kind === 'categorical') values = nearestCategory(feature, x, candidate);
  else if (feature.kind === 'ordinal') {
    values = [nearestOrdinal(feature, x[feature.start]!, candidate[feature.start]!)];
  } else {
    const [lowest, highest] = permittedRange(feature, x[feature.start]!);
    values = [Math.min(highest, Math.max(lowest, candidate[feature.start]!))];
  }
  const gain = columns.reduce((sum, column, c) => {
    const stay = x[column]! - candidate[column]!;
    const move = values[c]! - candidate[column]!;
    return sum + stay * stay - move * move;
  }, 0);
  return { feature, values, gain };
}

/**
 * Projects each candidate row onto the points reachable from `x`: `argmin_p ‖p − candidate‖₂` over `p − x ∈ A(x)`, in
 * encoded space over all columns. Written for clarity, one row and one feature at a time; {@link project} is the
 * vectorised form.
 *
 * It is exact because nothing but the sparsity couples features. Per feature, the nearest permitted value is found by
 * itself (clip to the range; nearest listed value; nearest one-hot vertex), and changing feature `j` to it instead of
 * keeping `x_j` lowers the squared distance by `gain_j ≥ 0`. The squared distance of a point that changes the set `S`
 * is `Σ_j ‖x_j − candidate_j‖² − Σ_{j ∈ S} gain_j`, so at most `k` changes are best spent on the `k` largest gains.
 * Ties go to the smaller change set, then to the feature listed first, the lower value and the first category.
 *
 * @param x - Where people stand, `[n, d]`, encoded.
 * @param candidate - Points to project, `[n, d]`.
 * @param actionSet - What may change.
 * @returns Reachable points, `[n, d]`; unchanged columns hold `x` bit for bit.
 * @throws RecourseError when shapes disagree.
 */
export function projectReference(x: NDArray, candidate: NDArray, actionSet: ActionSet): NDArray {
  const rows = checkRows('projectReference', { x, candidate }, actionSet);
  const { width } = actionSet;
  const out = Float32Array.from(x.data);
  for (let row = 0; row < rows; row += 1) {
    const from = x.data.subarray(row * width, (row + 1) * width);
    const to = candidate.data.subarray(row * width, (row + 1) * width);
    const choices = actionSet.features
      .filter((feature) => !feature.immutable)
      .map((feature) => nearest(feature, from, to))
      .filter((choice) => choice.gain > 0)
      .sort((a, b) => b.gain - a.gain);
    for (const { feature, values } of choices.slice(0, actionSet.sparsity)) {
      values.forEach((value, c) => (out[row * width + feature.start + c] = value));
    }
  }
  return ndarray(out, [rows, width]);
}
