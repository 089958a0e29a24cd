import { headroomOf, levelsOf, mayMoveTo, type ActionLayout } from './action-layout.ts';
import { createSortByKey } from './sort-by-key.ts';

/** A row inside a flat array: the array and the offset of the row, which callers move along to spare allocations. */
export interface RowOf<T> {
  readonly data: T;
  at: number;
}

/** What every feature can do for the margin of one person under one slope; overwritten by each `linearizeAt`. */
export interface FeatureEfficiency {
  /** Changeable features that can raise the margin, by margin per cost, steepest first; the first `size()` count. */
  readonly order: Int32Array;
  size(): number;
  /** Margin per unit of cost. */
  readonly gainPerCost: Float64Array;
  /** The most cost that can be spent on the feature: its weight for a categorical one. */
  readonly headroom: Float64Array;
  /** Which way a numeric or ordinal feature goes: ±1. */
  readonly sign: Float64Array;
  /** The steepest category one may move to, plus 1. */
  readonly target: Float64Array;
  /** Takes the linear model with a slope at a person, by row. */
  linearizeAt(row: number, slope: Float32Array, slopeAt: number): void;
  /** The margin a move adds to that of `x` under the slope: numbers `g_j δ_j`, categories `g_new − g_old`. */
  contribution(move: Float64Array, at: number): number;
  /** The margin that a move of one feature adds to that of `x` under the slope. */
  gainOf(feature: number, value: number): number;
  /** The most margin that one feature can add by itself; 0 where it cannot raise it. */
  mostAlone(feature: number): number;
  /** Counts what was linearized. */
  version(): number;
  /** The row of the person. */
  person(): number;
  /** The encoded value of `x` in a numeric or ordinal feature. */
  value(feature: number): number;
  /** The present category of a categorical feature, −1 where it is unknown. */
  presentCategory(feature: number): number;
}

/** The longest step of an ordinal feature from `x` in the direction `sign` that stays within `headroom`; 0 where none. */
function farthestLevel(values: Float32Array, x: number, sign: number, headroom: number): number {
  let longest = 0;
  for (let v = 0; v < values.length; v += 1) {
    const step = (values[v]! - x) * sign;
    if (step > longest && step <= headroom) longest = step;
  }
  return longest;
}

/** The category of every person in every changeable categorical feature, `rows × F`; −1 where no column is 1. */
function presentCategories(layout: ActionLayout, x: Float32Array): Int32Array {
  const { count, width } = layout;
  const rows = x.length / width;
  const out = new Int32Array(rows * count).fill(-1);
  for (let f = 0; f < count; f += 1) {
    if (layout.categorical[f] === 0) continue;
    for (let row = 0; row < rows; row += 1) {
      const at = row * width + layout.start[f]!;
      for (let c = 0; c < layout.span[f]!; c += 1) if (x[at + c] === 1) out[row * count + f] = c;
    }
  }
  return out;
}

/** Ranks features by what they buy for one of the people `x` (`rows × d`) under a slope; holds scratch space. */
export function createFeatureEfficiency(layout: ActionLayout, x: Float32Array): FeatureEfficiency {
  const { count, width } = layout;
  const categories = presentCategories(layout, x);
  const order = new Int32Array(count);
  const gainPerCost = new Float64Array(count);
  const headroom = new Float64Array(count);
  const sign = new Float64Array(count);
  const target = new Float64Array(count);
  const ranks = new Uint8Array(count);
  const sort = createSortByKey(gainPerCost);
  let size = 0;
  let version = 0;
  let person = 0;
  let gradient = x;
  let gradientAt = 0;

  /** Fills in a categorical feature; false where no permitted category is steeper than the present one. */
  function rankCategory(f: number): boolean {
    const at = gradientAt + layout.start[f]!;
    const present = categories[person * count + f]!;
    const base = present < 0 ? 0 : gradient[at + present]!;
    const targets = layout.targets[f]!;
    let gain = 0;
    for (let t = 0; t < targets.length; t += 1) {
      const c = targets[t]!;
      const more = gradient[at + c]! - base;
      if (c === present || !(more > gain) || !mayMoveTo(layout, f, person, c)) continue;
      gain = more;
      target[f] = c + 1;
    }
    gainPerCost[f] = gain / layout.weight[f]!;
    headroom[f] = layout.weight[f]!;
    return gain > 0;
  }

  /** Fills in a numeric or ordinal feature; false where it cannot go up the slope. */
  function rankNumber(f: number): boolean {
    const along = gradient[gradientAt + layout.start[f]!]!;
    if (along === 0 || Number.isNaN(along)) return false;
    const from = x[person * width + layout.start[f]!]!;
    sign[f] = along > 0 ? 1 : -1;
    let far = headroomOf(layout, f, person, sign[f]);
    if (layout.ordinal[f] === 1) far = farthestLevel(levelsOf(layout, f, person), from, sign[f], far);
    gainPerCost[f] = Math.abs(along) / layout.weight[f]!;
    headroom[f] = far * layout.weight[f]!;
    return far > 0;
  }

  function rankAll(): void {
    size = 0;
    for (let f = 0; f < count; f += 1) {
      ranks[f] = Number(layout.categorical[f] === 1 ? rankCategory(f) : rankNumber(f));
      if (ranks[f] === 0) continue;
      order[size] = f;
      size += 1;
    }
    sort(order, size);
  }

  function gainOf(f: number, value: number): number {
    const at = gradientAt + layout.start[f]!;
    if (layout.categorical[f] === 0) return gradient[at]! * value;
    const present = categories[person * count + f]!;
    return gradient[at + value - 1]! - (present < 0 ? 0 : gradient[at + present]!);
  }

  return {
    order,
    size: () => size,
    gainPerCost,
    headroom,
    sign,
    target,
    version: () => version,
    person: () => person,
    value: (feature) => x[person * width + layout.start[feature]!]!,
    presentCategory: (feature) => categories[person * count + feature]!,
    linearizeAt(row, slope, slopeAt) {
      person = row;
      gradient = slope;
      gradientAt = slopeAt;
      version += 1;
      rankAll();
    },
    mostAlone: (f) => (ranks[f] === 1 ? gainPerCost[f]! * headroom[f]! : 0),
    gainOf,
    contribution(move, moveAt) {
      let total = 0;
      for (let f = 0; f < count; f += 1) {
        const value = move[moveAt + f]!;
        if (value !== 0) total += gainOf(f, value);
      }
      return total;
    },
  };
}
