import { ndarray, type NDArray } from '@cfq/jit';

import type { ActionLimits } from './action-limits.ts';
import type { ActionFeature, ActionSet } from './action-set.ts';
import { checkRows } from './check-rows.ts';
import { nearestOnGrid } from './grid.ts';
import { isAbsent, permittedPositions, permittedRows } from './permitted-rows.ts';
import { applyConsequences, consequencesOf, consequentFeatures } from './relations/consequences.ts';
import { putBack } from './relations/put-back.ts';
import { resolveRelations, type ResolvedRelation } from './relations/resolved-relation.ts';

interface Choice {
  readonly feature: ActionFeature;
  /** The nearest permitted values of the feature's columns. */
  readonly values: readonly number[];
  /** How much nearer to the candidate they are than `x`, in squared distance; ≥ 0. */
  readonly gain: number;
}

function nearestOrdinal(
  feature: ActionFeature,
  x: ArrayLike<number>,
  candidate: number,
  [lowest, highest]: readonly [number, number],
): number {
  const distance = (value: number) => Math.abs(Math.fround(value - candidate));
  let best = x[feature.start]!;
  for (const position of permittedPositions(feature, x, 0)) {
    const value = Math.fround(feature.values![position]!);
    if (value < lowest || value > highest) continue;
    if (distance(value) < distance(best)) best = value;
  }
  return best;
}

function nearestCategory(
  feature: ActionFeature,
  x: ArrayLike<number>,
  candidate: ArrayLike<number>,
  reachable: (category: number) => boolean,
): number[] {
  const own = Array.from({ length: feature.width }, (_, c) => x[feature.start + c]!);
  const distance = (pattern: readonly number[]) =>
    pattern.reduce((sum, value, c) => sum + (value - candidate[feature.start + c]!) ** 2, 0);
  let best = own;
  own.forEach((_, target) => {
    if (!reachable(target)) return;
    const pattern = own.map((__, c) => (c === target ? 1 : 0));
    if (distance(pattern) < distance(best)) best = pattern;
  });
  return best;
}

function nearest(
  feature: ActionFeature,
  x: ArrayLike<number>,
  candidate: ArrayLike<number>,
  rangeOf: (column: number) => readonly [number, number],
): Choice {
  const { start, kind, grid } = feature;
  const columns = Array.from({ length: feature.width }, (_, c) => start + c);
  const [lowest, highest] = rangeOf(start);
  let values: number[];
  if (kind === 'categorical') {
    values = nearestCategory(feature, x, candidate, (c) => rangeOf(start + c)[1] === 1);
  } else if (kind === 'ordinal') {
    values = [nearestOrdinal(feature, x, candidate[start]!, [lowest, highest])];
  } else if (grid !== undefined) {
    values = [nearestOnGrid(grid, x[start]!, candidate[start]!, [lowest, highest])];
  } else values = [Math.min(highest, Math.max(lowest, candidate[start]!))];
  const gain = columns.reduce((sum, column, c) => {
    const stay = x[column]! - candidate[column]!;
    const move = values[c]! - candidate[column]!;
    return sum + stay * stay - move * move;
  }, 0);
  return { feature, values, gain };
}

/** The choices that limits of subsets leave, from the largest gain down. */
function withinSubsets(
  choices: readonly Choice[],
  relations: readonly ResolvedRelation[],
): readonly Choice[] {
  return relations.reduce<readonly Choice[]>((left, relation) => {
    if (relation.kind !== 'subset-limit') return left;
    const { features, atMost } = relation;
    const bound = left.filter(({ feature }) => features.includes(feature));
    const lost = bound.slice(atMost);
    return left.filter((choice) => !lost.includes(choice));
  }, choices);
}

/**
 * Projects each candidate row onto the points reachable from `x`: `argmin_p ‖p − candidate‖₂` over `p − x ∈ A(x)`, in
 * encoded space over all columns. Written for clarity, one row and one feature at a time; {@link project} is the
 * vectorised form.
 *
 * It is exact where the action set has no relations, because nothing but the sparsity couples features. Per feature, the
 * nearest permitted value is found by itself (clip to the range; nearest value of the grid, or listed value; nearest one-hot
 * vertex), and changing feature `j` to it instead of keeping `x_j` lowers the squared distance by `gain_j ≥ 0`. The squared
 * distance of a point that changes the set `S` is `Σ_j ‖x_j − candidate_j‖² − Σ_{j ∈ S} gain_j`, so at most `k` changes
 * are best spent on the `k` largest gains. Ties go to the smaller change set, then to the feature listed first, the lower
 * value and the first category.
 *
 * With limits of subsets the largest gains of each subset are kept first, which is exact where no two subsets share a
 * feature. With other relations the result is feasible but not always the nearest: changes that break one are put back, as
 * far as they have to be (`putBack`).
 *
 * @param x - Where people stand, `[n, d]`, encoded.
 * @param candidate - Points to project, `[n, d]`.
 * @param actionSet - What may change.
 * @param limits - Bounds of single people. Default: none.
 * @returns Reachable points, `[n, d]`; unchanged columns hold `x` bit for bit.
 * @throws RecourseError when shapes disagree, or the action set is none.
 */
export function projectReference(
  x: NDArray,
  candidate: NDArray,
  actionSet: ActionSet,
  limits?: ActionLimits,
): NDArray {
  const rows = checkRows('projectReference', { x, candidate, ...limits }, actionSet);
  const { width } = actionSet;
  const { lowest, highest } = permittedRows(x.data, actionSet, limits);
  const relations = resolveRelations(actionSet);
  const consequences = consequencesOf(actionSet);
  const consequent = consequentFeatures(actionSet);
  const out = Float32Array.from(x.data);
  for (let row = 0; row < rows; row += 1) {
    const at = row * width;
    const from = x.data.subarray(at, at + width);
    const to = candidate.data.subarray(at, at + width);
    const choices = actionSet.features
      .filter(({ immutable, name }) => !immutable && !consequent.has(name))
      .filter((feature) => !isAbsent(feature, from, 0))
      .map((feature) => nearest(feature, from, to, (c) => [lowest[at + c]!, highest[at + c]!]))
      .filter((choice) => choice.gain > 0)
      .sort((a, b) => b.gain - a.gain);
    for (const { feature, values } of withinSubsets(choices, relations).slice(0, actionSet.sparsity)) {
      values.forEach((value, c) => (out[at + feature.start + c] = value));
    }
    putBack(relations, x.data, at, out, at);
    applyConsequences(consequences, x.data, at, out, at);
  }
  return ndarray(out, [rows, width]);
}
