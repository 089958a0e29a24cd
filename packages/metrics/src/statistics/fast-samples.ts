import { memoize } from '../internals/memoize.ts';
import { drawRows, type RandomState } from './resample.ts';
import { countRows, type Sample } from './statistic.ts';

/** A column as the number 0 or 1 that more rows hold, and what the other rows, `places`, hold beyond it. */
function sparse(column: Float64Array) {
  const common = Number(column.reduce((lead, value) => lead + (value === 1 ? 1 : -1), 0) > 0);
  const places: number[] = [];
  column.forEach((value, row) => value !== common && places.push(row));
  const terms = places.map((row) => column[row]! - common);
  return { common, places: new Int32Array(places), terms: new Float64Array(terms) };
}

/** The sums of a column over four samples of as many rows, in one walk. */
function sums(
  { common, places, terms }: ReturnType<typeof sparse>,
  [one, two, three, four]: readonly Float64Array[],
): number[] {
  let first = common * one!.length;
  let second = first;
  let third = first;
  let fourth = first;
  for (let index = 0; index < terms.length; index += 1) {
    const row = places[index]!;
    const term = terms[index]!;
    first += term * one![row]!;
    second += term * two![row]!;
    third += term * three![row]!;
    fourth += term * four![row]!;
  }
  return [first, second, third, fourth];
}

/**
 * Makes samples, one after the other, whose sums are quick: a column takes an addition only for each row that
 * differs from the majority (none, where a condition covers everybody), four samples share each walk through
 * it, and all statistics that have the column share its sum. A sample holds until the next is made.
 */
export function fastSamples(rows: number, state: RandomState): () => Sample {
  const known = memoize(sparse);
  const drawn = new Int32Array(rows);
  const counts = Array.from({ length: 4 }, () => new Float64Array(rows));
  let lane = 3;
  let totals: (column: Float64Array) => number[];
  return () => {
    lane = (lane + 1) % 4;
    if (lane === 0) {
      for (const each of counts) countRows(each.fill(0), drawRows(state, drawn));
      totals = memoize((column) => sums(known(column), counts));
    }
    const own = lane;
    return { counts: counts[own]!, sum: (column) => totals(column)[own]! };
  };
}
