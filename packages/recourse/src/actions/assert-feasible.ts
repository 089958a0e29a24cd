import type { NDArray } from '@cfq/jit';

import type { ActionFeature, ActionSet } from './action-set.ts';
import { checkRows } from './check-rows.ts';
import { InfeasibleActionError, type ActionRule } from './infeasible-action-error.ts';
import { permittedRange } from './permitted-range.ts';

/** Tolerance for float32 rounding of `x + δ`, relative to `max(1, |value|)`; immutables and categories have none. */
export const feasibilityTolerance = 1e-6;

type Verdict = readonly [rule: ActionRule, detail: string] | undefined;

function checkNumber(feature: ActionFeature, x: number, change: number): Verdict {
  if (change === 0) return undefined;
  if (feature.direction === 'increase' && change < 0)
    return ['direction', `may only increase, changed by ${change}`];
  if (feature.direction === 'decrease' && change > 0)
    return ['direction', `may only decrease, changed by ${change}`];
  const point = Math.fround(x + change);
  const tolerance = feasibilityTolerance * Math.max(1, Math.abs(point));
  const [lowest, highest] = permittedRange(feature, x);
  if (point < lowest - tolerance || point > highest + tolerance) {
    return ['bounds', `expected ${lowest}…${highest}, got ${point}`];
  }
  if (feature.kind !== 'ordinal') return undefined;
  const listed = feature.values?.some((value) => Math.abs(value - point) <= tolerance) ?? false;
  return listed
    ? undefined
    : ['ordinal value', `expected one of ${feature.values?.join(', ')}, got ${point}`];
}

function checkCategory(
  feature: ActionFeature,
  x: ArrayLike<number>,
  delta: ArrayLike<number>,
  at: number,
): Verdict {
  let target = -1;
  let on = 0;
  for (let c = 0; c < feature.width; c += 1) {
    const point = Math.fround(x[at + c]! + delta[at + c]!);
    if (point !== 0 && point !== 1) return ['one category', `expected 0 or 1 in column ${c}, got ${point}`];
    if (point === 1) {
      on += 1;
      target = c;
    }
  }
  if (on !== 1) return ['one category', `expected one category, got ${on}`];
  if (feature.targets === undefined || feature.targets.includes(target)) return undefined;
  return ['category target', `category ${feature.categories?.[target] ?? target} may not be moved to`];
}

function checkChange(
  feature: ActionFeature,
  x: ArrayLike<number>,
  delta: ArrayLike<number>,
  at: number,
): Verdict {
  for (let c = at; c < at + feature.width; c += 1) {
    if (!Number.isFinite(delta[c])) return ['finite', `got ${delta[c]}`];
  }
  if (feature.immutable) return ['immutable', 'the feature was changed'];
  if (feature.kind === 'categorical') return checkCategory(feature, x, delta, at);
  return checkNumber(feature, x[at]!, delta[at]!);
}

/**
 * Makes sure that every action keeps every constraint of the action set: no NaN, immutable features and uncovered
 * columns exactly unchanged, numbers within {@link permittedRange} and on the right side of `x`, ordinals on a permitted
 * value, each changed one-hot group with exactly one category, at most `k` features changed. Points are formed as
 * `float32(x + δ)`. Rounding of that sum is forgiven up to {@link feasibilityTolerance}.
 *
 * @param x - Where people stand, `[n, d]`.
 * @param delta - Their actions, `[n, d]`; a row of zeros is always feasible.
 * @param actionSet - What may change.
 * @throws InfeasibleActionError naming the first offending instance, feature and rule.
 * @throws RecourseError when shapes disagree.
 */
export function assertFeasible(x: NDArray, delta: NDArray, actionSet: ActionSet): void {
  const rows = checkRows('assertFeasible', { x, delta }, actionSet);
  const { width } = actionSet;
  const covered = new Uint8Array(width);
  for (const feature of actionSet.features) covered.fill(1, feature.start, feature.start + feature.width);
  const uncovered = Array.from(covered.keys()).filter((column) => covered[column] === 0);
  const people = x.data;
  const actions = delta.data;
  for (let row = 0; row < rows; row += 1) {
    for (const column of uncovered) {
      if (actions[row * width + column] === 0) continue;
      const broken = { instance: row, feature: `column ${column}`, rule: 'immutable' } as const;
      throw new InfeasibleActionError(broken, 'a column of no feature was changed');
    }
    let changes = 0;
    for (const feature of actionSet.features) {
      const at = row * width + feature.start;
      let changed = false;
      for (let c = at; c < at + feature.width; c += 1) if (actions[c] !== 0) changed = true;
      if (!changed) continue;
      changes += 1;
      const verdict = checkChange(feature, people, actions, at);
      if (verdict === undefined) continue;
      throw new InfeasibleActionError({ instance: row, feature: feature.name, rule: verdict[0] }, verdict[1]);
    }
    if (changes > actionSet.sparsity) {
      const detail = `expected at most ${actionSet.sparsity} changed features, got ${changes}`;
      throw new InfeasibleActionError({ instance: row, feature: null, rule: 'sparsity' }, detail);
    }
  }
}
