import { roomOf, type ActionLayout } from './action-layout.ts';

/** A row inside a flat array: the array and the offset of the row, which callers move along to spare allocations. */
export interface RowOf<T> {
  readonly data: T;
  at: number;
}

/** What every feature can do for the margin of one person under one slope; overwritten by each `aim`. */
export interface SteepFeatures {
  /** Changeable features that can raise the margin, by margin per cost, steepest first; the first `size()` count. */
  readonly order: Int32Array;
  size(): number;
  /** Margin per unit of cost. */
  readonly rate: Float64Array;
  /** The most cost that can be spent on the feature: its weight for a categorical one. */
  readonly room: Float64Array;
  /** Which way a numeric or ordinal feature goes: ±1. */
  readonly sign: Float64Array;
  /** The steepest category one may move to, plus 1. */
  readonly target: Float64Array;
  /** Points at a person, by row, and a slope. */
  aim(row: number, slope: Float32Array, slopeAt: number): void;
  /** The margin a move adds to that of `x` under the slope: numbers `g_j δ_j`, categories `g_new − g_old`. */
  contribution(move: Float64Array, at: number): number;
  /** The encoded value of `x` in a numeric or ordinal feature. */
  own(feature: number): number;
  /** The present category of a categorical feature, −1 where it is unknown. */
  category(feature: number): number;
}

/** The longest step of an ordinal feature from `x` in the direction `sign` that stays within `room`; 0 where none. */
function farthestLevel(values: Float32Array, x: number, sign: number, room: number): number {
  let longest = 0;
  for (let v = 0; v < values.length; v += 1) {
    const step = (values[v]! - x) * sign;
    if (step > longest && step <= room) longest = step;
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
export function createSteepFeatures(layout: ActionLayout, x: Float32Array): SteepFeatures {
  const { count, width } = layout;
  const categories = presentCategories(layout, x);
  const order = new Int32Array(count);
  const rate = new Float64Array(count);
  const room = new Float64Array(count);
  const sign = new Float64Array(count);
  const target = new Float64Array(count);
  let size = 0;
  let person = 0;
  let gradient = x;
  let gradientAt = 0;

  /** Fills in a categorical feature; false where no permitted category is steeper than the present one. */
  function aimCategory(f: number): boolean {
    const at = gradientAt + layout.start[f]!;
    const own = categories[person * count + f]!;
    const base = own < 0 ? 0 : gradient[at + own]!;
    const targets = layout.targets[f]!;
    let gain = 0;
    for (let t = 0; t < targets.length; t += 1) {
      const c = targets[t]!;
      const more = gradient[at + c]! - base;
      if (c === own || !(more > gain)) continue;
      gain = more;
      target[f] = c + 1;
    }
    rate[f] = gain / layout.weight[f]!;
    room[f] = layout.weight[f]!;
    return gain > 0;
  }

  /** Fills in a numeric or ordinal feature; false where it cannot go up the slope. */
  function aimNumber(f: number): boolean {
    const along = gradient[gradientAt + layout.start[f]!]!;
    if (along === 0 || Number.isNaN(along)) return false;
    const from = x[person * width + layout.start[f]!]!;
    sign[f] = along > 0 ? 1 : -1;
    let far = roomOf(layout, f, from, sign[f]);
    if (layout.ordinal[f] === 1) far = farthestLevel(layout.values[f]!, from, sign[f], far);
    rate[f] = Math.abs(along) / layout.weight[f]!;
    room[f] = far * layout.weight[f]!;
    return far > 0;
  }

  return {
    order,
    size: () => size,
    rate,
    room,
    sign,
    target,
    own: (feature) => x[person * width + layout.start[feature]!]!,
    category: (feature) => categories[person * count + feature]!,
    aim(row, slope, slopeAt) {
      person = row;
      gradient = slope;
      gradientAt = slopeAt;
      size = 0;
      for (let f = 0; f < count; f += 1) {
        if (!(layout.categorical[f] === 1 ? aimCategory(f) : aimNumber(f))) continue;
        let place = size;
        while (place > 0 && rate[order[place - 1]!]! < rate[f]!) {
          order[place] = order[place - 1]!;
          place -= 1;
        }
        order[place] = f;
        size += 1;
      }
    },
    contribution(move, moveAt) {
      let total = 0;
      for (let f = 0; f < count; f += 1) {
        const value = move[moveAt + f]!;
        if (value === 0) continue;
        const at = gradientAt + layout.start[f]!;
        if (layout.categorical[f] === 1) {
          const own = categories[person * count + f]!;
          total += gradient[at + value - 1]! - (own < 0 ? 0 : gradient[at + own]!);
        } else total += gradient[at]! * value;
      }
      return total;
    },
  };
}
