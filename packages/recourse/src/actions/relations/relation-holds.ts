import type { ActionFeature } from '../action-set.ts';
import { isAbsent } from '../permitted-rows.ts';
import { excessOf, linearExcess } from './excess.ts';
import type { ResolvedPair, ResolvedRelation } from './resolved-relation.ts';

/** Rows of one person inside flat arrays. */
export interface PersonAt {
  readonly x: ArrayLike<number>;
  /** Where the person's row of `x` starts. */
  readonly at: number;
  readonly point: ArrayLike<number>;
  /** Where theirs of `point` starts. */
  readonly pointAt: number;
}

/**
 * Whether a relation holds at a point of a person. `at-most` and `linear` ask nothing of people for whom they do not hold
 * where they stand, or who have no value of one of the features.
 */
export function relationHolds(relation: ResolvedRelation, person: PersonAt): boolean {
  if (relation.kind === 'subset-limit') {
    return relation.features.filter((feature) => isChanged(feature, person)).length <= relation.atMost;
  }
  if (relation.kind !== 'linear') return pairHolds(relation, person);
  const { x, at, point, pointAt } = person;
  const { features } = relation;
  if (!features.some((feature) => isChanged(feature, person))) return true;
  if (features.some((feature) => isAbsent(feature, x, at))) return true;
  if (linearExcess(relation, (place) => x[at + features[place]!.start]!) > 0) return true;
  return linearExcess(relation, (place) => point[pointAt + features[place]!.start]!) <= 0;
}

function pairHolds({ kind, bound, other }: ResolvedPair, { x, at, point, pointAt }: PersonAt): boolean {
  const [low, high] = [point[pointAt + bound.start]!, point[pointAt + other.start]!];
  const [lowBefore, highBefore] = [x[at + bound.start]!, x[at + other.start]!];
  if (kind === 'rises-only-with') return low <= lowBefore || high > highBefore;
  if (low === lowBefore && high === highBefore) return true;
  if (isAbsent(bound, x, at) || isAbsent(other, x, at)) return true;
  if (excessOf(bound, lowBefore, other, highBefore) > 0) return true;
  return excessOf(bound, low, other, high) <= 0;
}

/** Whether any column of a feature differs from where the person stands, or they obtain a value of it. */
export function isChanged(feature: ActionFeature, { x, at, point, pointAt }: PersonAt): boolean {
  const { start, width } = feature;
  const known = feature.obtainable?.known;
  if (known !== undefined && point[pointAt + known] !== x[at + known]) return true;
  for (let c = start; c < start + width; c += 1) if (point[pointAt + c] !== x[at + c]) return true;
  return false;
}
