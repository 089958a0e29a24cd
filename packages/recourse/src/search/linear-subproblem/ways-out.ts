import { gridBeyond, gridSteps, gridWithin } from '../../actions/grid.ts';
import { rawUnitsOf } from '../../actions/raw-units.ts';
import {
  endOf,
  levelsOf,
  type ActionLayout,
  type LayoutLinear,
  type LayoutPair,
  type LayoutRelation,
  type LayoutSubset,
} from '../action-layout.ts';

/** The rise, in encoded units, by which a number without a grid rises at least where another may only rise with it. */
const leastRise = 1e-3;

/** Features that a way out holds, and the change each keeps. */
type Holds = readonly (readonly [feature: number, change: number])[];

/** What can be done about a broken relation. */
export interface WaysOut {
  /** How many holds one after the other may be needed. */
  readonly deepest: number;
  /**
   * @param person - Row of the person.
   * @param move - `F`, what breaks the relation.
   * @param fixed - `F`, what is held already; NaN where nothing is.
   */
  of(person: number, relation: LayoutRelation, move: Float64Array, fixed: Float64Array): Holds[];
}

/**
 * The ways out of a broken relation. Of `rises-only-with`: no rise, or the least rise of the other too. Of `at-most`: the
 * lower number no higher than the upper one allows, or as it was, or the upper one moved along. Of `linear`: no change of a
 * term that raises the sum, or one term where the others allow it to be, also with a second held as it is moved. Of
 * `subset-limit`: all changes but one given up where one is permitted, else one of them.
 */
export function createWaysOut(layout: ActionLayout, x: Float32Array): WaysOut {
  const { width, relations } = layout;
  let person = 0;
  const valueOf = (f: number) => x[person * width + layout.start[f]!]!;
  const reached = (relation: LayoutLinear, place: number, move: Float64Array) => {
    const index = relation.indices[place]!;
    const own = x[person * width + relation.features[place]!.start]!;
    return own + (index < 0 ? 0 : move[index]!);
  };

  /** The least or the largest permitted change of a feature to at least (1) or at most (−1) a value; NaN where none. */
  function changeTo(f: number, value: number, sign: number, strictly: boolean): number {
    const own = valueOf(f);
    const [low, high] = [endOf(layout, f, person, -1), endOf(layout, f, person, 1)];
    const fits = (v: number) =>
      v >= low && v <= high && (strictly ? (v - value) * sign > 0 : (v - value) * sign >= 0);
    const grid = layout.grid[f];
    let end: number;
    if (layout.ordinal[f] === 1) {
      const levels = Array.from(levelsOf(layout, f, person)).filter(fits);
      end = (sign > 0 ? levels[0] : levels.at(-1)) ?? NaN;
    } else if (grid !== undefined) {
      end = sign > 0 ? gridBeyond(grid, value, 1) : gridWithin(grid, value, 1);
      if (strictly && end === value) end = gridSteps(grid, value, sign);
      const within = sign > 0 ? low : high;
      if ((end - within) * sign < 0) end = gridBeyond(grid, within, sign);
    } else end = strictly ? Math.min(high, value + sign * leastRise) : Math.max(low, Math.min(high, value));
    return fits(end) ? end - own : NaN;
  }

  /** The raw value of one feature in the encoded units of another. */
  function translate(from: LayoutPair['bound'], value: number, to: LayoutPair['bound']): number {
    const [a, b] = [rawUnitsOf(from), rawUnitsOf(to)];
    return (value * a.scale + a.offset - b.offset) / b.scale;
  }

  function outOfPair(relation: LayoutPair, move: Float64Array, isFree: (f: number) => boolean): Holds[] {
    const { kind, bound, other, boundIndex: b, otherIndex: o } = relation;
    const ways: Holds[] = [];
    if (kind === 'rises-only-with') {
      if (isFree(b)) ways.push([[b, 0]]);
      if (isFree(o)) ways.push([[o, changeTo(o, valueOf(o), 1, true)]]);
      return ways;
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
    return ways;
  }

  function outOfLinear(relation: LayoutLinear, move: Float64Array, isFree: (f: number) => boolean): Holds[] {
    const { features, coefficients, indices, atMost } = relation;
    const places = Array.from(indices.keys()).filter((place) => isFree(indices[place]!));
    const terms = features.map((feature, place) => {
      const { scale, offset } = rawUnitsOf(feature);
      return coefficients[place]! * (reached(relation, place, move) * scale + offset);
    });
    const sum = terms.reduce((total, term) => total + term, 0);
    const rising = places.filter((place) => coefficients[place]! * move[indices[place]!]! > 0);
    const ways: Holds[] = rising.map((place) => [[indices[place]!, 0]]);
    for (const place of places) {
      const f = indices[place]!;
      const { scale, offset } = rawUnitsOf(features[place]!);
      const value = ((atMost - (sum - terms[place]!)) / coefficients[place]! - offset) / scale;
      const enough = changeTo(f, value, -Math.sign(coefficients[place]!), false);
      ways.push([[f, enough]]);
      for (const other of rising) {
        const held = indices[other]!;
        if (held !== f)
          ways.push([
            [held, move[held]!],
            [f, enough],
          ]);
      }
    }
    return ways;
  }

  function outOfSubset(relation: LayoutSubset, move: Float64Array, fixed: Float64Array): Holds[] {
    const { indices, atMost } = relation;
    const free = indices.filter((f) => f >= 0 && Number.isNaN(fixed[f]!));
    const places = atMost - indices.filter((f) => f >= 0 && !free.includes(f) && fixed[f] !== 0).length;
    const but = (kept: number): Holds => free.flatMap((f) => (f === kept ? [] : [[f, 0] as const]));
    if (places < 0) return [];
    if (places === 0) return [but(-1)];
    if (places === 1) return free.map(but);
    return free.filter((f) => move[f] !== 0).map((f) => [[f, 0]]);
  }

  return {
    deepest:
      1 +
      relations.reduce(
        (sum, { kind, ...relation }) =>
          sum + (kind === 'subset-limit' && 'features' in relation ? relation.features.length - 1 : 2),
        0,
      ),
    of(row, relation, move, fixed) {
      person = row;
      const isFree = (f: number) => f >= 0 && Number.isNaN(fixed[f]!);
      if (relation.kind === 'subset-limit') return outOfSubset(relation, move, fixed);
      const ways =
        relation.kind === 'linear' ? outOfLinear(relation, move, isFree) : outOfPair(relation, move, isFree);
      return ways.filter((holds) => holds.every(([, change]) => !Number.isNaN(change)));
    },
  };
}
