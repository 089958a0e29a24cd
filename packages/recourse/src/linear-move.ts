import { categoryOf, roomOf, type ActionLayout } from './action-layout.ts';
import { fillNumeric } from './fill-numeric.ts';

/** A row inside a flat array: the array and the offset of the row. */
export interface RowOf<T> {
  readonly data: T;
  readonly at: number;
}

/** Exact cheapest moves under an affine model of the margin; holds scratch space, so one instance per search. */
export interface LinearMoves {
  /** The margin a move adds to that of `x` under the slope `g`: numbers `g_j δ_j`, categories `g_new − g_old`. */
  contribution(x: RowOf<Float32Array>, slope: RowOf<Float32Array>, move: RowOf<Float64Array>): number;
  /**
   * The cheapest move that adds at least `need` to the margin under the slope `g`.
   *
   * @param fixed - Per feature the value it must keep (0 keeps it unchanged), NaN where free; `null` leaves all free.
   * @param limit - Only moves cheaper than this are of interest; `Infinity` for any.
   * @param out - Receives the move, all zeros where there is none.
   * @returns Its cost, or `Infinity` where no move below the limit is enough.
   */
  cheapest(
    x: RowOf<Float32Array>,
    slope: RowOf<Float32Array>,
    need: number,
    fixed: RowOf<Float64Array> | null,
    limit: number,
    out: RowOf<Float64Array>,
  ): number;
}

const enough = 1e-9;

/**
 * Solves `min c(δ) s.t. g·δ ≥ need, δ ∈ A(x)` exactly, the linear case of CFQ §3's recourse problem.
 *
 * Every category costs the same, so a one-hot group is worth changing to its steepest permitted category or not at all;
 * an ordinal takes one of its levels up the slope; numeric features are continuous. Branch and bound runs over the
 * groups and ordinals in order of margin per cost; the numeric remainder is solved in closed form: for L1 a greedy fill
 * in that order (a fractional knapsack; Dantzig 1957), otherwise {@link fillNumeric}. Where the sparsity leaves fewer
 * places than numeric features, the choice of them is branched on too. Nodes are cut by the relaxation that forgets
 * sparsity and lets groups change in part, for L2 by Cauchy–Schwarz.
 */
export function createLinearMoves(layout: ActionLayout): LinearMoves {
  const { count, share } = layout;
  const discrete = new Int32Array(count);
  const numeric = new Int32Array(count);
  const rate = new Float64Array(count);
  const sign = new Float64Array(count);
  const room = new Float64Array(count);
  const target = new Float64Array(count);
  const pick = new Float64Array(count);
  const bestPick = new Float64Array(count);
  const squaredRates = new Float64Array(count + 1);
  const fillRate = new Float64Array(count);
  const fillRoom = new Float64Array(count);
  const fillUnits = new Float64Array(count);
  const chosen = new Int32Array(count);
  let discreteCount = 0;
  let numericCount = 0;
  let best = Infinity;
  let places = 0;
  let position = 0;

  const price = (sum: number, squares: number) => share * sum + (1 - share) * Math.sqrt(squares);

  function record(value: number): void {
    best = value;
    bestPick.set(pick);
  }

  /** A lower bound of the cost once discrete features before `i` are decided. */
  function bound(i: number, need: number, sum: number, squares: number): number {
    const steepest = i < discreteCount ? rate[discrete[i]!]! : 0;
    let linear = 0;
    let left = need;
    for (let j = 0; j < numericCount && left > 0; j += 1) {
      const f = numeric[j]!;
      if (rate[f]! <= steepest) break;
      const units = Math.min(room[f]!, left / rate[f]!);
      linear += units;
      left -= units * rate[f]!;
    }
    if (left > enough) {
      if (steepest === 0) return Infinity;
      linear += left / steepest;
    }
    if (share === 1) return sum + linear;
    return price(sum + linear, squares + (need * need) / squaredRates[i]!);
  }

  function insert(list: Int32Array, length: number, f: number): void {
    let j = length;
    while (j > 0 && rate[list[j - 1]!]! < rate[f]!) {
      list[j] = list[j - 1]!;
      j -= 1;
    }
    list[j] = f;
  }

  function collect(x: RowOf<Float32Array>, slope: RowOf<Float32Array>, fixed: RowOf<Float64Array> | null): void {
    discreteCount = 0;
    numericCount = 0;
    position = x.at;
    for (let f = 0; f < count; f += 1) {
      if (fixed !== null && !Number.isNaN(fixed.data[fixed.at + f]!)) continue;
      const start = layout.start[f]!;
      if (layout.categorical[f] === 1) {
        const own = categoryOf(layout, f, x.data, x.at);
        const base = own < 0 ? 0 : slope.data[slope.at + start + own]!;
        const targets = layout.targets[f]!;
        let gain = 0;
        for (let t = 0; t < targets.length; t += 1) {
          const c = targets[t]!;
          const more = slope.data[slope.at + start + c]! - base;
          if (c === own || more <= gain) continue;
          gain = more;
          target[f] = c + 1;
        }
        if (gain <= 0) continue;
        rate[f] = gain / layout.weight[f]!;
        insert(discrete, discreteCount, f);
        discreteCount += 1;
        continue;
      }
      const steep = slope.data[slope.at + start]!;
      if (steep === 0 || Number.isNaN(steep)) continue;
      sign[f] = steep > 0 ? 1 : -1;
      rate[f] = Math.abs(steep) / layout.weight[f]!;
      room[f] = roomOf(layout, f, x.data[x.at + start]!, sign[f]!) * layout.weight[f]!;
      if (room[f]! <= 0) continue;
      if (layout.ordinal[f] === 1) {
        insert(discrete, discreteCount, f);
        discreteCount += 1;
      } else {
        insert(numeric, numericCount, f);
        numericCount += 1;
      }
    }
    if (share === 1) return;
    let total = 0;
    for (let j = 0; j < numericCount; j += 1) total += rate[numeric[j]!]! ** 2;
    squaredRates[discreteCount] = total;
    for (let i = discreteCount - 1; i >= 0; i -= 1) {
      total += rate[discrete[i]!]! ** 2;
      squaredRates[i] = total;
    }
  }

  /** Pure L1: numeric features from `j` on, in order of rate, each filled to its end or left out. */
  function fillGreedily(j: number, used: number, need: number, sum: number): void {
    if (need <= enough) {
      if (sum < best) record(sum);
      return;
    }
    if (j === numericCount || used === places) return;
    const f = numeric[j]!;
    if (sum + need / rate[f]! >= best) return;
    const units = Math.min(room[f]!, need / rate[f]!);
    pick[f] = (sign[f]! * units) / layout.weight[f]!;
    fillGreedily(j + 1, used + 1, need - units * rate[f]!, sum + units);
    pick[f] = 0;
    fillGreedily(j + 1, used, need, sum);
  }

  /** L2 and mixed: chooses which numeric features may move, then fills them together. */
  function fillTogether(j: number, size: number, free: number, need: number, sum: number, squares: number): void {
    if (size === free || j === numericCount) {
      for (let q = 0; q < size; q += 1) {
        fillRate[q] = rate[chosen[q]!]!;
        fillRoom[q] = room[chosen[q]!]!;
      }
      if (!fillNumeric(size, fillRate, fillRoom, need, squares, share, fillUnits)) return;
      let linear = sum;
      let total = squares;
      for (let q = 0; q < size; q += 1) {
        linear += fillUnits[q]!;
        total += fillUnits[q]! ** 2;
      }
      if (price(linear, total) >= best) return;
      for (let q = 0; q < size; q += 1) {
        const f = chosen[q]!;
        pick[f] = (sign[f]! * fillUnits[q]!) / layout.weight[f]!;
      }
      record(price(linear, total));
      for (let q = 0; q < size; q += 1) pick[chosen[q]!] = 0;
      return;
    }
    chosen[size] = numeric[j]!;
    fillTogether(j + 1, size + 1, free, need, sum, squares);
    if (numericCount - j > free - size) fillTogether(j + 1, size, free, need, sum, squares);
  }

  function branch(x: Float32Array, i: number, used: number, need: number, sum: number, squares: number): void {
    if (need <= enough) {
      const value = price(sum, squares);
      if (value < best) record(value);
      return;
    }
    if (used === places || bound(i, need, sum, squares) >= best) return;
    if (i === discreteCount) {
      if (share === 1) fillGreedily(0, used, need, sum);
      else fillTogether(0, 0, Math.min(places - used, numericCount), need, sum, squares);
      return;
    }
    const f = discrete[i]!;
    const weight = layout.weight[f]!;
    if (layout.categorical[f] === 1) {
      pick[f] = target[f]!;
      branch(x, i + 1, used + 1, need - rate[f]! * weight, sum + weight, squares + weight * weight);
    } else {
      const values = layout.values[f]!;
      const own = x[position + layout.start[f]!]!;
      for (let v = 0; v < values.length; v += 1) {
        const step = (values[sign[f]! > 0 ? v : values.length - 1 - v]! - own) * sign[f]!;
        if (step <= 0 || step * weight > room[f]!) continue;
        pick[f] = step * sign[f]!;
        const units = step * weight;
        branch(x, i + 1, used + 1, need - rate[f]! * units, sum + units, squares + units * units);
      }
    }
    pick[f] = 0;
    branch(x, i + 1, used, need, sum, squares);
  }

  function contribution(
    x: RowOf<Float32Array>,
    slope: RowOf<Float32Array>,
    move: RowOf<Float64Array>,
  ): number {
    let total = 0;
    for (let f = 0; f < count; f += 1) {
      const value = move.data[move.at + f]!;
      if (value === 0) continue;
      const at = slope.at + layout.start[f]!;
      if (layout.categorical[f] === 1) {
        const own = categoryOf(layout, f, x.data, x.at);
        total += slope.data[at + value - 1]! - (own < 0 ? 0 : slope.data[at + own]!);
      } else total += slope.data[at]! * value;
    }
    return total;
  }

  function cheapest(
    x: RowOf<Float32Array>,
    slope: RowOf<Float32Array>,
    need: number,
    fixed: RowOf<Float64Array> | null,
    limit: number,
    out: RowOf<Float64Array>,
  ): number {
    let left = need;
    let used = 0;
    let sum = 0;
    let squares = 0;
    pick.fill(0);
    if (fixed !== null) {
      for (let f = 0; f < count; f += 1) {
        const value = fixed.data[fixed.at + f]!;
        if (Number.isNaN(value) || value === 0) continue;
        pick[f] = value;
        used += 1;
        const unit = layout.weight[f]! * (layout.categorical[f] === 1 ? 1 : Math.abs(value));
        sum += unit;
        squares += unit * unit;
      }
      if (used > 0) left -= contribution(x, slope, { data: pick, at: 0 });
    }
    best = limit;
    bestPick.fill(0);
    places = layout.sparsity;
    collect(x, slope, fixed);
    if (used <= places) branch(x.data, 0, used, left, sum, squares);
    const found = best < limit;
    for (let f = 0; f < count; f += 1) out.data[out.at + f] = found ? bestPick[f]! : 0;
    return found ? best : Infinity;
  }

  return { contribution, cheapest };
}
