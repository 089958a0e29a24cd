import type { RowOf } from '../feature-efficiency.ts';
import type { ActionLayout } from '../action-layout.ts';
import { brokenRelation } from '../move-relations.ts';
import type { LinearSubproblem } from './linear-subproblem.ts';
import { createWaysOut } from './ways-out.ts';

/**
 * Lets a linear subproblem keep the relations of the action set. Where its answer breaks one, the ways out of
 * `createWaysOut` are tried, each holding a feature or two, and the rest is solved again; the cheapest counts. What comes
 * out keeps every relation, and the first way out that is missing there would have to move two numbers off the values that
 * are tried: answers are near the cheapest, not always the cheapest.
 */
export function keepRelations(
  layout: ActionLayout,
  x: Float32Array,
  plain: LinearSubproblem,
): LinearSubproblem {
  const { count, relations } = layout;
  if (relations.length === 0) return plain;
  const ways = createWaysOut(layout, x);
  let person = 0;

  function fixedOf(fixed: RowOf<Float64Array> | null): Float64Array {
    return fixed === null ? new Float64Array(count).fill(NaN) : fixed.data.slice(fixed.at, fixed.at + count);
  }

  /** Tries an answer and, where it breaks a relation, the ways out of it; `better` says whether one is kept. */
  function search(
    fixed: Float64Array,
    depth: number,
    solve: (fixed: RowOf<Float64Array>, out: Float64Array) => boolean,
    keep: (move: Float64Array) => void,
  ): void {
    const move = new Float64Array(count);
    if (!solve({ data: fixed, at: 0 }, move)) return;
    const broken = brokenRelation(layout, person, move, 0);
    if (broken === undefined) {
      keep(move);
      return;
    }
    if (depth === ways.deepest) return;
    for (const holds of ways.of(person, broken, move, fixed)) {
      const held = fixed.slice();
      for (const [f, change] of holds) held[f] = change;
      search(held, depth + 1, solve, keep);
    }
  }

  return {
    ...plain,
    monotone: false,
    linearizeAt(row, slope, slopeAt) {
      person = row;
      plain.linearizeAt(row, slope, slopeAt);
    },
    minimizeCost(need, fixed, limit, out) {
      const first = plain.minimizeCost(need, fixed, limit, out);
      if (first === Infinity || brokenRelation(layout, person, out, 0) === undefined) return first;
      let best = limit;
      let found = Infinity;
      search(
        fixedOf(fixed),
        0,
        (held, move) => {
          found = plain.minimizeCost(need, held, best, move);
          return found < Infinity;
        },
        (move) => {
          best = found;
          out.set(move);
        },
      );
      if (best < limit) return best;
      out.fill(0);
      return Infinity;
    },
    maximizeMargin(fixed, out) {
      if (!plain.maximizeMargin(fixed, out)) return false;
      if (brokenRelation(layout, person, out, 0) === undefined) return true;
      let most = 0;
      search(
        fixedOf(fixed),
        0,
        (held, move) => plain.maximizeMargin(held, move) && plain.contribution(move, 0) > most,
        (move) => {
          most = plain.contribution(move, 0);
          out.set(move);
        },
      );
      return most > 0;
    },
  };
}
