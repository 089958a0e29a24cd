import type { NDArray } from '@cfq/jit';
import type { ActionLimits } from './action-limits.ts';
import type { ActionFeature, ActionSet } from './action-set.ts';
import { checkRows } from './check-rows.ts';
import { feasibilityTolerance } from './feasibility-tolerance.ts';
import { gridIndex, gridValue } from './grid.ts';
import { InfeasibleActionError, type ActionRule } from './infeasible-action-error.ts';
import { permittedRange, type ColumnLimits } from './permitted-range.ts';
import { isAbsent, permittedPositions, presentPosition } from './permitted-rows.ts';
import {
  indicatorOf,
  leavableCode,
  nearestObtainable,
  obtainableNumber,
} from '../obtaining/obtained-value.ts';
import { assertPlausible } from './plausibility/assert-plausible.ts';
import { consequencesOf, consequentFeatures } from './relations/consequences.ts';
import { checkConsequences } from './relations/check-consequences.ts';
import { relationHolds } from './relations/relation-holds.ts';
import { brokenBy } from './relations/broken-by.ts';
import { resolveRelations } from './relations/resolved-relation.ts';

type Verdict = readonly [rule: ActionRule, detail: string] | undefined;

/** One person's rows. */
interface Row {
  readonly x: ArrayLike<number>;
  readonly delta: ArrayLike<number>;
  /** Where they start. */
  readonly at: number;
}

/** A feature that is not bound by one of its rules. */
function without(feature: ActionFeature, rule: 'maxChange' | 'moves'): ActionFeature {
  const left = Object.entries(feature).filter(([key]) => key !== rule);
  return Object.fromEntries(left) as unknown as ActionFeature;
}

/** Holds a point against the range, one rule after the other, to tell which is broken. */
function checkRange(
  feature: ActionFeature,
  x: number,
  point: number,
  tolerance: number,
  limits: ColumnLimits | undefined,
): Verdict {
  const isWithin = ([lowest, highest]: readonly [number, number]) =>
    point >= lowest - tolerance && point <= highest + tolerance;
  // Who keeps to all rules together keeps to each.
  if (isWithin(permittedRange(feature, x, limits))) return undefined;
  const withoutCap = without(feature, 'maxChange');
  const attempts: readonly [ActionRule, readonly [number, number]][] = [
    ['bounds', permittedRange(withoutCap, x)],
    ['max change', permittedRange(feature, x)],
    ['limit', permittedRange(feature, x, limits)],
  ];
  for (const [rule, range] of attempts) {
    if (isWithin(range)) continue;
    return [rule, `expected ${range[0]}…${range[1]}, got ${point}`];
  }
  return undefined;
}

function checkNumber(feature: ActionFeature, row: Row, limits: ColumnLimits | undefined): Verdict {
  const at = row.at + feature.start;
  const [x, change] = [row.x[at]!, row.delta[at]!];
  if (feature.direction === 'increase' && change < 0)
    return ['direction', `may only increase, changed by ${change}`];
  if (feature.direction === 'decrease' && change > 0)
    return ['direction', `may only decrease, changed by ${change}`];
  const point = Math.fround(x + change);
  const tolerance = feasibilityTolerance * Math.max(1, Math.abs(point), Math.abs(x));
  const range = checkRange(feature, x, point, tolerance, limits);
  if (range !== undefined) return range;
  const { kind, grid, values = [] } = feature;
  if (grid !== undefined) {
    const value = gridValue(grid, gridIndex(grid, point));
    return Math.abs(value - point) <= tolerance
      ? undefined
      : ['grid', `expected a multiple of ${grid.step}, got ${point * grid.scale + grid.offset}`];
  }
  if (kind !== 'ordinal') return undefined;
  const near = (position: number) => Math.abs(values[position]! - point) <= tolerance;
  if (permittedPositions(feature, row.x, row.at).some(near)) return undefined;
  const withoutMoves = without(feature, 'moves');
  const allowed = permittedPositions(withoutMoves, row.x, row.at);
  if (!allowed.some(near)) {
    const listed = allowed.map((position) => values[position]).join(', ');
    return ['ordinal value', `expected one of ${listed}, got ${point}`];
  }
  return ['move', `no move leads from ${x} to ${point}`];
}

function checkCategory(feature: ActionFeature, { x, delta, at: rowAt }: Row, limits?: ActionLimits): Verdict {
  const at = rowAt + feature.start;
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
  const called = (c: number) => feature.categories?.[c] ?? (c < 0 ? 'no category' : String(c));
  if (feature.targets !== undefined && !feature.targets.includes(target)) {
    return ['category target', `category ${called(target)} may not be moved to`];
  }
  if (!permittedPositions(feature, x, rowAt).includes(target)) {
    return ['move', `no move leads from ${called(presentPosition(feature, x, rowAt))} to ${called(target)}`];
  }
  if (limits !== undefined && limits.upper.data[at + target]! < 1) {
    return ['limit', `category ${called(target)} is closed to this person`];
  }
  return undefined;
}

function checkChange(feature: ActionFeature, row: Row, limits: ActionLimits | undefined): Verdict {
  const at = row.at + feature.start;
  for (let c = at; c < at + feature.width; c += 1) {
    if (!Number.isFinite(row.delta[c])) return ['finite', `got ${row.delta[c]}`];
  }
  if (feature.immutable) return ['immutable', 'the feature was changed'];
  if (isAbsent(feature, row.x, row.at)) return ['absent value', 'the person has no value to change'];
  if (feature.kind === 'categorical') return checkCategory(feature, row, limits);
  const own = limits && { lower: limits.lower.data[at]!, upper: limits.upper.data[at]! };
  return checkNumber(feature, row, own);
}

/** What somebody obtains who has no value: that they may, that it is known then and nothing else, and that the value exists. */
function checkObtained(
  feature: ActionFeature,
  indicator: ActionFeature,
  row: Row,
  limits: ActionLimits | undefined,
): Verdict {
  if (feature.immutable) return ['immutable', 'the feature was changed'];
  const obtainable = obtainableNumber(feature)!;
  const code = leavableCode(obtainable, row.x, row.at);
  if (code < 0) return ['absent value', 'the person may not obtain a value'];
  if (limits !== undefined && limits.upper.data[row.at + obtainable.known]! < 1) {
    return ['limit', 'a value is closed to this person'];
  }
  for (let c = indicator.start; c < indicator.start + indicator.width; c += 1) {
    const reached = Math.fround(row.x[row.at + c]! + row.delta[row.at + c]!);
    const expected = Number(c === obtainable.known);
    if (reached !== expected) return ['one category', `expected ${expected} in column ${c}, got ${reached}`];
  }
  const at = row.at + feature.start;
  if (!Number.isFinite(row.delta[at])) return ['finite', `got ${row.delta[at]}`];
  const point = Math.fround(row.x[at]! + row.delta[at]!);
  const own = limits && { lower: limits.lower.data[at]!, upper: limits.upper.data[at]! };
  const isNear = (value: number | undefined) =>
    value !== undefined &&
    Math.abs(value - point) <= feasibilityTolerance * Math.max(1, Math.abs(point), Math.abs(row.x[at]!));
  if (isNear(nearestObtainable(feature, point, code, own))) return undefined;
  if (isNear(nearestObtainable(feature, point, code))) return ['limit', `got ${point}`];
  const { lower, upper, kind } = feature;
  if (point < lower || point > upper) return ['bounds', `expected ${lower}…${upper}, got ${point}`];
  if (kind === 'numeric') return ['grid', `got ${point}`];
  return [isNear(nearestObtainable(feature, point)) ? 'move' : 'ordinal value', `got ${point}`];
}

/**
 * Makes sure that every action keeps every constraint of the action set: no NaN; immutable features, uncovered columns
 * and features that the person has no value of exactly unchanged, or a value obtained that is `obtainable`; numbers within {@link permittedRange}, on the right side
 * of `x` and on their grid; ordinals on a permitted value; each changed one-hot group with exactly one category, one that
 * the person may move to; at most `k` features changed; every relation kept; what moves by itself where it has to be; a plausible end. Points are formed as `float32(x + δ)`.
 * Rounding of that sum is forgiven up to {@link feasibilityTolerance}.
 *
 * @param x - Where people stand, `[n, d]`.
 * @param delta - Their actions, `[n, d]`; a row of zeros is always feasible.
 * @param actionSet - What may change.
 * @param limits - Bounds of single people. Default: none.
 * @throws InfeasibleActionError naming the first offending instance, feature and rule.
 * @throws RecourseError when shapes disagree, or the action set is none.
 */
export function assertFeasible(
  x: NDArray,
  delta: NDArray,
  actionSet: ActionSet,
  limits?: ActionLimits,
): void {
  const rows = checkRows('assertFeasible', { x, delta, ...limits }, actionSet);
  const { width, plausibility } = actionSet;
  const covered = new Uint8Array(width);
  for (const feature of actionSet.features) covered.fill(1, feature.start, feature.start + feature.width);
  const uncovered = Array.from(covered.keys()).filter((column) => covered[column] === 0);
  const relations = resolveRelations(actionSet);
  const consequences = consequencesOf(actionSet);
  const consequent = consequentFeatures(actionSet);
  const actions = delta.data;
  const obtainings = actionSet.features.flatMap((feature) => {
    const obtainable = obtainableNumber(feature);
    if (obtainable === undefined) return [];
    return [{ feature, indicator: indicatorOf(actionSet, obtainable)!, known: obtainable.known }];
  });
  for (let row = 0; row < rows; row += 1) {
    const at = row * width;
    for (const column of uncovered) {
      if (actions[at + column] === 0) continue;
      const broken = { instance: row, feature: `column ${column}`, rule: 'immutable' } as const;
      throw new InfeasibleActionError(broken, 'a column of no feature was changed');
    }
    checkConsequences(consequences, row, { x: x.data, delta: actions, at });
    let changes = 0;
    const isObtained = new Set<ActionFeature>();
    for (const { feature, indicator, known } of obtainings) {
      if (actions[at + known] === 0) continue;
      changes += 1;
      isObtained.add(feature).add(indicator);
      const verdict = checkObtained(feature, indicator, { x: x.data, delta: actions, at }, limits);
      if (verdict === undefined) continue;
      throw new InfeasibleActionError({ instance: row, feature: feature.name, rule: verdict[0] }, verdict[1]);
    }
    for (const feature of actionSet.features) {
      if (consequent.has(feature.name) || isObtained.has(feature)) continue;
      const from = at + feature.start;
      let changed = false;
      for (let c = from; c < from + feature.width; c += 1) if (actions[c] !== 0) changed = true;
      if (!changed) continue;
      changes += 1;
      const verdict = checkChange(feature, { x: x.data, delta: actions, at }, limits);
      if (verdict === undefined) continue;
      throw new InfeasibleActionError({ instance: row, feature: feature.name, rule: verdict[0] }, verdict[1]);
    }
    if (changes > actionSet.sparsity) {
      const detail = `expected at most ${actionSet.sparsity} changed features, got ${changes}`;
      throw new InfeasibleActionError({ instance: row, feature: null, rule: 'sparsity' }, detail);
    }
    if (changes === 0 || (relations.length === 0 && plausibility === undefined)) continue;
    const point = Float32Array.from({ length: width }, (_, c) => x.data[at + c]! + actions[at + c]!);
    for (const relation of relations) {
      if (relationHolds(relation, { x: x.data, at, point, pointAt: 0 })) continue;
      const [feature, detail] = brokenBy(relation);
      throw new InfeasibleActionError({ instance: row, feature, rule: relation.kind }, detail);
    }
    if (plausibility !== undefined) assertPlausible(plausibility, point, row);
  }
}
