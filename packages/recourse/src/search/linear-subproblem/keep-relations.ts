import { gridBeyond, gridSteps, gridWithin } from '../../actions/grid.ts';
import { rawUnitsOf } from '../../actions/raw-units.ts';
import type { RowOf } from '../feature-efficiency.ts';
import { endOf, levelsOf, type ActionLayout, type LayoutRelation } from '../action-layout.ts';
import { brokenRelation } from '../move-relations.ts';
import type { LinearSubproblem } from './linear-subproblem.ts';

/** The rise, in encoded units, by which a number without a grid rises at least where another may only rise with it. */
const leastRise = 1e-3;

/** Features that a way out holds, and the change each keeps. */
type Holds = readonly (readonly [feature: number, change: number])[];

/**
 * Lets a linear subproblem keep the relations of the action set. Where its answer breaks one, ways out are tried, each
 * holding a feature or two, and the rest is solved again; the cheapest counts. Of `rises-only-with`: no rise, or the least
 * rise of the other too. Of `at-most`: the lower number no higher than the upper one allows, or as it was, or the upper
 * one moved along. What comes out keeps every relation, and the first way out that is missing here would have to move both
 * numbers off these values: answers are near the cheapest, not always the cheapest.
 */
export function keepRelations(
  layout: ActionLayout,
  x: Float32Array,
  plain: LinearSubproblem,
): LinearSubproblem {
  const { count, width, relations } = layout;
  if (relations.length === 0) return plain;
  const deepest = 2 * relations.length + 1;
  let person = 0;
  const valueOf = (f: number) => x[person * width + layout.start[f]!]!;

  /** The least or the largest permitted change of a feature to at least (1) or at most (−1) a value; NaN where none. */
  function changeTo(f: number, value: number, sign: number, strictly: boolean): number {
    const own = valueOf(f);
    const [low, high] = [endOf(layout, f, person, -1), endOf(layout, f, person, 1)];
    const fits = (v: number) =>
      v >= low && v <= high && (strictly ? (v - value) * sign > 0 : (v - value) * sign >= 0);
    const grid = layout.grid[f];
    let reached: number;
    if (layout.ordinal[f] === 1) {
      const levels = Array.from(levelsOf(layout, f, person)).filter(fits);
      reached = (sign > 0 ? levels[0] : levels.at(-1)) ?? NaN;
    } else if (grid !== undefined) {
      reached = sign > 0 ? gridBeyond(grid, value, 1) : gridWithin(grid, value, 1);
      if (strictly && reached === value) reached = gridSteps(grid, value, sign);
      const within = sign > 0 ? low : high;
      if ((reached - within) * sign < 0) reached = gridBeyond(grid, within, sign);
    } else
      reached = strictly ? Math.min(high, value + sign * leastRise) : Math.max(low, Math.min(high, value));
    return fits(reached) ? reached - own : NaN;
  }

  /** The raw value of one feature in the encoded units of another. */
  function translate(from: LayoutRelation['bound'], value: number, to: LayoutRelation['bound']): number {
    const [a, b] = [rawUnitsOf(from), rawUnitsOf(to)];
    return (value * a.scale + a.offset - b.offset) / b.scale;
  }

  function waysOut(relation: LayoutRelation, move: Float64Array, fixed: Float64Array): Holds[] {
    const { kind, bound, other, boundIndex: b, otherIndex: o } = relation;
    const isFree = (f: number) => f >= 0 && Number.isNaN(fixed[f]!);
    const ways: Holds[] = [];
    if (kind === 'rises-only-with') {
      if (isFree(b)) ways.push([[b, 0]]);
      if (isFree(o)) ways.push([[o, changeTo(o, valueOf(o), 1, true)]]);
      return ways.filter((holds) => holds.every(([, change]) => !Number.isNaN(change)));
    }
    const low = x[person * width + bound.start]! + (b < 0 ? 0 : move[b]!);
    const high = x[person * width + other.start]! + (o < 0 ? 0 : move[o]!);
    if (isFree(b)) ways.push([[b, 0]], [[b, changeTo(b, translate(other, high, bound), -1, false)]]);
    if (isFree(o)) ways.push([[o, 0]], [[o, changeTo(o, translate(bound, low, other), 1, false)]]);
    if (isFree(b) && isFree(o)) {
      ways.push([
        [b, move[b]!],
        [o, changeTo(o, translate(bound, low, other), 1, false)],
      ]);
      ways.push([
        [o, move[o]!],
        [b, changeTo(b, translate(other, high, bound), -1, false)],
      ]);
    }
    return ways.filter((holds) => holds.every(([, change]) => !Number.isNaN(change)));
  }

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
    if (depth === deepest) return;
    for (const holds of waysOut(broken, move, fixed)) {
      const held = fixed.slice();
      for (const [f, change] of holds) held[f] = change;
      search(held, depth + 1, solve, keep);
    }
  }

  return {
    ...plain,
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
