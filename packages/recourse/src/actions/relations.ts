import { relatedFeatures, type ActionRelation } from '@cfq/datasets';

import type { ActionFeature, ActionSet } from './action-set.ts';
import { isAbsent } from './permitted-rows.ts';
import { rawUnitsOf } from './raw-units.ts';

/** A relation with its features at hand. */
export interface ResolvedRelation {
  readonly kind: ActionRelation['kind'];
  /** The feature that is bound: what may rise only with the other, or the lower one. */
  readonly bound: ActionFeature;
  /** The feature it is bound to. */
  readonly other: ActionFeature;
}

/** Relative to raw values and their deviations: rounding of encoded values that `at-most` forgives. */
export const rawSlack = 2 ** -20;

/** The relations of an action set with their features. */
export function resolveRelations({ relations = [], features }: ActionSet): ResolvedRelation[] {
  const named = (name: string) => features.find((feature) => feature.name === name)!;
  return relations.map((relation) => {
    const [bound, other] = relatedFeatures(relation);
    return { kind: relation.kind, bound: named(bound), other: named(other) };
  });
}

/** How much the raw value of the first exceeds that of the second, beyond rounding; ≤ 0 where it does not. */
export function excessOf(lower: ActionFeature, low: number, upper: ActionFeature, high: number): number {
  const [a, b] = [rawUnitsOf(lower), rawUnitsOf(upper)];
  const size = (units: typeof a, value: number) =>
    units.scale * (1 + Math.abs(value)) + Math.abs(units.offset);
  const difference = low * a.scale + a.offset - (high * b.scale + b.offset);
  return difference - rawSlack * (size(a, low) + size(b, high));
}

/**
 * Whether a relation holds at a point of a person. `at-most` asks nothing of people for whom it does not hold where they
 * stand, or who have no value of one of the features.
 *
 * @param x - The person's row starts at `at`.
 * @param point - Theirs starts at `pointAt`.
 */
export function relationHolds(
  { kind, bound, other }: ResolvedRelation,
  x: ArrayLike<number>,
  at: number,
  point: ArrayLike<number>,
  pointAt: number,
): boolean {
  const [low, high] = [point[pointAt + bound.start]!, point[pointAt + other.start]!];
  const [lowBefore, highBefore] = [x[at + bound.start]!, x[at + other.start]!];
  if (kind === 'rises-only-with') return low <= lowBefore || high > highBefore;
  if (low === lowBefore && high === highBefore) return true;
  if (isAbsent(bound, x, at) || isAbsent(other, x, at)) return true;
  if (excessOf(bound, lowBefore, other, highBefore) > 0) return true;
  return excessOf(bound, low, other, high) <= 0;
}

/**
 * Repairs a point by putting changes back to `x` until every relation holds: of `rises-only-with` the rise, of `at-most`
 * the rise of the lower feature, or else the fall of the upper one. It ends, since `x` itself keeps every relation.
 */
export function putBack(
  relations: readonly ResolvedRelation[],
  x: ArrayLike<number>,
  at: number,
  point: Float32Array,
  pointAt: number,
): void {
  for (let round = 0; round < 2 * relations.length; round += 1) {
    for (const relation of relations) {
      if (relationHolds(relation, x, at, point, pointAt)) continue;
      const { bound, other } = relation;
      const rises = point[pointAt + bound.start]! > x[at + bound.start]!;
      const start = rises ? bound.start : other.start;
      point[pointAt + start] = x[at + start]!;
    }
  }
}
