import type { ActionFeature } from '../action-set.ts';
import { rawUnitsOf } from '../raw-units.ts';
import { linearExcess } from './excess.ts';
import { isChanged, relationHolds, type PersonAt } from './relation-holds.ts';
import type { ResolvedLinear, ResolvedRelation } from './resolved-relation.ts';

/** How often relations are looked at: each time but the last puts one feature back for good. */
export function roundsOf(relations: readonly ResolvedRelation[]): number {
  return new Set(relations.flatMap((one) => ('features' in one ? one.features : [one.bound, one.other])))
    .size;
}

/** Whether a number may end at any value, so that it can be taken back in part. */
export function isContinuous({ kind, grid }: ActionFeature): boolean {
  return kind === 'numeric' && grid === undefined;
}

/**
 * Repairs a point by putting changes back to `x` until every relation holds: of `rises-only-with` the rise; of `at-most` the
 * rise of the lower feature, or else the fall of the upper one; of `linear` those that raise the sum, in the order of its
 * terms, numbers that may take any value first, and only as far as is needed; of `subset-limit` those listed last. It
 * ends, since `x` itself keeps every relation.
 */
export function putBack(
  relations: readonly ResolvedRelation[],
  x: ArrayLike<number>,
  at: number,
  point: Float32Array,
  pointAt: number,
): void {
  const person = { x, at, point, pointAt };
  for (const relation of relations) {
    if (relation.kind === 'linear' && !relationHolds(relation, person)) takeBackInPart(relation, person);
  }
  for (let round = 0; round < roundsOf(relations); round += 1) {
    for (const relation of relations) {
      if (relationHolds(relation, person)) continue;
      const feature = toPutBack(relation, person);
      for (let c = feature.start; c < feature.start + feature.width; c += 1) point[pointAt + c] = x[at + c]!;
    }
  }
}

/** Whether a change of a term raises the sum of its relation. */
function raises({ features, coefficients }: ResolvedLinear, place: number, person: PersonAt): boolean {
  const { start } = features[place]!;
  const change = person.point[person.pointAt + start]! - person.x[person.at + start]!;
  return coefficients[place]! * change > 0;
}

/** The change that is put back where a relation is broken; there is one, or it would hold. */
function toPutBack(relation: ResolvedRelation, person: PersonAt): ActionFeature {
  switch (relation.kind) {
    case 'subset-limit':
      return relation.features.findLast((feature) => isChanged(feature, person))!;
    case 'linear':
      return relation.features.find((_, place) => raises(relation, place, person))!;
    case 'rises-only-with':
    case 'at-most': {
      const { bound, other } = relation;
      return person.point[person.pointAt + bound.start]! > person.x[person.at + bound.start]! ? bound : other;
    }
  }
}

/** Takes numbers that raise the sum back towards `x`, one after the other, as far as is needed. */
function takeBackInPart(relation: ResolvedLinear, person: PersonAt & { readonly point: Float32Array }): void {
  const { x, at, point, pointAt } = person;
  const { features, coefficients } = relation;
  features.forEach((feature, place) => {
    if (!isContinuous(feature) || !raises(relation, place, person)) return;
    const excess = linearExcess(relation, (other) => point[pointAt + features[other]!.start]!, 0);
    if (!(excess > 0)) return;
    const own = x[at + feature.start]!;
    const reached = point[pointAt + feature.start]!;
    const share = Math.min(
      1,
      excess / Math.abs(coefficients[place]! * rawUnitsOf(feature).scale * (reached - own)),
    );
    point[pointAt + feature.start] = reached - share * (reached - own);
  });
}
