import { excessOf } from '../actions/relations.ts';
import { isAbsent } from '../actions/permitted-rows.ts';
import type { ActionLayout, LayoutRelation } from './action-layout.ts';

/** The change of a feature that may be immutable. */
function changeOf(move: Float64Array, at: number, index: number): number {
  return index < 0 ? 0 : move[at + index]!;
}

/** Whether `at-most` asks anything of a person: it holds where they stand, and they have both values. */
function isAsked({ x, width }: ActionLayout, row: number, { bound, other }: LayoutRelation): boolean {
  const at = row * width;
  return (
    !isAbsent(bound, x, at) &&
    !isAbsent(other, x, at) &&
    excessOf(bound, x[at + bound.start]!, other, x[at + other.start]!) <= 0
  );
}

/** The first relation that a person's move breaks, `undefined` where it keeps all. */
export function brokenRelation(
  layout: ActionLayout,
  row: number,
  move: Float64Array,
  at: number,
): LayoutRelation | undefined {
  const { relations, x, width } = layout;
  for (const relation of relations) {
    const { kind, bound, other, boundIndex, otherIndex } = relation;
    const [low, high] = [changeOf(move, at, boundIndex), changeOf(move, at, otherIndex)];
    if (kind === 'rises-only-with') {
      if (low > 0 && high <= 0) return relation;
      continue;
    }
    if (low === 0 && high === 0) continue;
    const [from, to] = [x[row * width + bound.start]!, x[row * width + other.start]!];
    if (excessOf(bound, from + low, other, to + high) > 0 && isAsked(layout, row, relation)) return relation;
  }
  return undefined;
}
