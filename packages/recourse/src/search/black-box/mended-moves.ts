import type { ActionLayout, LayoutLinear, LayoutPair, LayoutSubset } from '../action-layout.ts';
import { brokenRelation } from '../move-relations.ts';
import type { ChangeOptions } from './change-options.ts';

/** Moves that are made of one that breaks a relation, at most. */
const most = 8;

/**
 * A move, or where it breaks a relation, those that mend it with the least done: of two features without the change that is
 * bound, or with the least of the other that is enough; of a sum without a change that raises it, or with another value of
 * one of its terms; of a subset with changes given up one after the other.
 */
export function mendedMoves(
  layout: ActionLayout,
  row: number,
  move: Float64Array,
  options: ChangeOptions,
): Float64Array[] {
  const whole: Float64Array[] = [];
  let open = [move];
  for (let depth = 0; depth <= 2 * layout.count && open.length > 0 && whole.length < most; depth += 1) {
    const next: Float64Array[] = [];
    for (const one of open) {
      const broken = brokenRelation(layout, row, one, 0);
      if (broken === undefined) whole.push(one);
      else if (broken.kind === 'linear') next.push(...sums(layout, row, one, broken, options));
      else if (broken.kind === 'subset-limit') next.push(...subsets(one, broken));
      else {
        for (const mended of pairs(layout, row, one, broken, options)) {
          const left = brokenRelation(layout, row, mended, 0);
          (left === undefined || 'bound' in left ? whole : next).push(mended);
        }
      }
    }
    open = next.slice(0, most);
  }
  return whole;
}

function pairs(
  layout: ActionLayout,
  row: number,
  move: Float64Array,
  { boundIndex, otherIndex }: LayoutPair,
  options: ChangeOptions,
): Float64Array[] {
  const mended: Float64Array[] = [];
  if (boundIndex >= 0 && move[boundIndex]! > 0) mended.push(move.with(boundIndex, 0));
  else if (otherIndex >= 0) mended.push(move.with(otherIndex, 0));
  const rises = otherIndex < 0 ? [] : options[otherIndex]!.filter((value) => value > 0).sort((a, b) => a - b);
  const enough = rises.find(
    (value) => brokenRelation(layout, row, move.with(otherIndex, value), 0) === undefined,
  );
  if (enough !== undefined) mended.push(move.with(otherIndex, enough));
  return mended;
}

function sums(
  layout: ActionLayout,
  row: number,
  move: Float64Array,
  relation: LayoutLinear,
  options: ChangeOptions,
): Float64Array[] {
  const alone = { ...layout, relations: [relation] };
  return relation.indices.flatMap((f, place) => {
    if (f < 0) return [];
    const lowers = (value: number) => relation.coefficients[place]! * (value - move[f]!) < 0;
    const values = [0, ...options[f]!].filter(lowers);
    const near = values.sort((a, b) => Math.abs(a - move[f]!) - Math.abs(b - move[f]!));
    const enough = near.find((value) => brokenRelation(alone, row, move.with(f, value), 0) === undefined);
    const raised = relation.coefficients[place]! * move[f]! > 0;
    const chosen = [...(enough === undefined ? [] : [enough]), ...(raised ? [0] : [])];
    return [...new Set(chosen)].map((value) => move.with(f, value));
  });
}

function subsets(move: Float64Array, { indices }: LayoutSubset): Float64Array[] {
  return indices.filter((f) => f >= 0 && move[f] !== 0).map((f) => move.with(f, 0));
}
