import { isAbsent } from '../../actions/permitted-rows.ts';
import { rawUnitsOf } from '../../actions/raw-units.ts';
import { excessOf, linearExcess, rawSlack } from '../../actions/relations/excess.ts';
import type { ActionFeature } from '../../actions/action-set.ts';
import type { ActionLayout, LayoutLinear, LayoutPair } from '../../search/action-layout.ts';
import type { Decision } from '../decisions.ts';

/** `Σ coefficient · change ≤ room` over numbers, by their places among the decisions. */
export interface LinearRule {
  readonly kind: 'linear';
  readonly places: readonly number[];
  /** Of the encoded change of each; none is 0. */
  readonly coefficients: readonly number[];
  /** What the changes may add up to. */
  readonly room: number;
  /** By how much rounding may take the sum beyond it, at most. */
  readonly slack: number;
}

/** One number may rise only if another does; −1 for one that cannot change. */
export interface RisesRule {
  readonly kind: 'rises-only-with';
  readonly bound: number;
  readonly other: number;
}

/** At most so many of some features may change. */
export interface SubsetRule {
  readonly kind: 'subset-limit';
  readonly places: readonly number[];
  readonly atMost: number;
}

/** What a relation of the action set asks of one person's decisions. */
export type Rule = LinearRule | RisesRule | SubsetRule;

/** One term of a linear relation. */
interface Term {
  readonly feature: ActionFeature;
  readonly index: number;
  readonly coefficient: number;
}

/** What the relations of an action set ask of a person; those that ask nothing of them are left out. */
export function rulesOf(layout: ActionLayout, row: number, decisions: readonly Decision[]): Rule[] {
  const placeOf = new Map(decisions.map(({ feature }, place) => [feature, place]));
  const at = (index: number) => placeOf.get(index) ?? -1;
  return layout.relations.flatMap((relation): Rule[] => {
    switch (relation.kind) {
      case 'linear':
        return isAsked(layout, row, relation)
          ? [linearRule(layout, row, decisions, at, ...termsOf(relation))]
          : [];
      case 'at-most':
        return isOrdered(layout, row, relation)
          ? [linearRule(layout, row, decisions, at, ...pairOf(relation))]
          : [];
      case 'rises-only-with':
        return [{ kind: relation.kind, bound: at(relation.boundIndex), other: at(relation.otherIndex) }];
      case 'subset-limit': {
        const places = relation.indices.map(at).filter((place) => place >= 0);
        return [{ kind: relation.kind, places, atMost: relation.atMost }];
      }
    }
  });
}

/** Whether a linear relation asks anything: it holds where the person stands, and they have all values. */
function isAsked({ x, width }: ActionLayout, row: number, relation: LayoutLinear): boolean {
  const from = row * width;
  if (relation.features.some((feature) => isAbsent(feature, x, from))) return false;
  return linearExcess(relation, (place) => x[from + relation.features[place]!.start]!) <= 0;
}

function isOrdered({ x, width }: ActionLayout, row: number, { bound, other }: LayoutPair): boolean {
  const from = row * width;
  if (isAbsent(bound, x, from) || isAbsent(other, x, from)) return false;
  return excessOf(bound, x[from + bound.start]!, other, x[from + other.start]!) <= 0;
}

function termsOf({ features, indices, coefficients, atMost }: LayoutLinear): [Term[], number] {
  const terms = features.map((feature, place) => ({
    feature,
    index: indices[place]!,
    coefficient: coefficients[place]!,
  }));
  return [terms, atMost];
}

/** The lower number less the upper one is at most 0. */
function pairOf({ bound, other, boundIndex, otherIndex }: LayoutPair): [Term[], number] {
  return [
    [
      { feature: bound, index: boundIndex, coefficient: 1 },
      { feature: other, index: otherIndex, coefficient: -1 },
    ],
    0,
  ];
}

function linearRule(
  { x, width }: ActionLayout,
  row: number,
  decisions: readonly Decision[],
  at: (index: number) => number,
  terms: readonly Term[],
  atMost: number,
): LinearRule {
  let room = atMost;
  let size = Math.abs(atMost);
  const places: number[] = [];
  const coefficients: number[] = [];
  for (const { feature, index, coefficient } of terms) {
    const { scale, offset } = rawUnitsOf(feature);
    const own = x[row * width + feature.start]!;
    const place = at(index);
    const decision = place < 0 ? undefined : decisions[place]!;
    room -= coefficient * (own * scale + offset);
    let farthest = 0;
    if (decision?.kind === 'number') {
      places.push(place);
      coefficients.push(coefficient * scale);
      farthest = Math.max(-decision.lowest, decision.highest);
    }
    size += Math.abs(coefficient) * (scale * (1 + Math.abs(own) + farthest) + Math.abs(offset));
  }
  return { kind: 'linear', places, coefficients, room, slack: rawSlack * size };
}
