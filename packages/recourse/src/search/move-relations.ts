import { isAbsent } from '../actions/permitted-rows.ts';
import { excessOf, linearExcess } from '../actions/relations/excess.ts';
import type { ActionLayout, LayoutLinear, LayoutPair, LayoutRelation } from './action-layout.ts';

/** The share of what rounding is forgiven that a search makes use of: points are rounded once more than moves. */
const forgiven = 0.5;

/** The change of a feature that may be immutable. */
function changeOf(move: Float64Array, at: number, index: number): number {
  return index < 0 ? 0 : move[at + index]!;
}

/** Whether `at-most` asks anything of a person: it holds where they stand, and they have both values. */
function isAsked({ x, width }: ActionLayout, row: number, { bound, other }: LayoutPair): boolean {
  const at = row * width;
  return (
    !isAbsent(bound, x, at) &&
    !isAbsent(other, x, at) &&
    excessOf(bound, x[at + bound.start]!, other, x[at + other.start]!) <= 0
  );
}

/** By how much the sum of a linear relation exceeds what it is at most after a move; 0 where it asks nothing. */
function sumBeyond(
  { x, width }: ActionLayout,
  row: number,
  relation: LayoutLinear,
  move: Float64Array,
  at: number,
): number {
  const { features, indices } = relation;
  if (indices.every((index) => changeOf(move, at, index) === 0)) return 0;
  const from = row * width;
  const beyond = linearExcess(
    relation,
    (place) => x[from + features[place]!.start]! + changeOf(move, at, indices[place]!),
    forgiven,
  );
  if (beyond <= 0) return 0;
  if (features.some((feature) => isAbsent(feature, x, from))) return 0;
  return linearExcess(relation, (place) => x[from + features[place]!.start]!) > 0 ? 0 : beyond;
}

function breaksPair(
  layout: ActionLayout,
  row: number,
  relation: LayoutPair,
  move: Float64Array,
  at: number,
): boolean {
  const { x, width } = layout;
  const { kind, bound, other, boundIndex, otherIndex } = relation;
  const [low, high] = [changeOf(move, at, boundIndex), changeOf(move, at, otherIndex)];
  if (kind === 'rises-only-with') return low > 0 && high <= 0;
  if (low === 0 && high === 0) return false;
  const [from, to] = [x[row * width + bound.start]!, x[row * width + other.start]!];
  return excessOf(bound, from + low, other, to + high) > 0 && isAsked(layout, row, relation);
}

/** The first relation that a person's move breaks, `undefined` where it keeps all. */
export function brokenRelation(
  layout: ActionLayout,
  row: number,
  move: Float64Array,
  at: number,
): LayoutRelation | undefined {
  return layout.relations.find((relation) => {
    switch (relation.kind) {
      case 'linear':
        return sumBeyond(layout, row, relation, move, at) > 0;
      case 'subset-limit': {
        const changed = relation.indices.filter((index) => changeOf(move, at, index) !== 0);
        return changed.length > relation.atMost;
      }
      case 'rises-only-with':
      case 'at-most':
        return breaksPair(layout, row, relation, move, at);
    }
  });
}
