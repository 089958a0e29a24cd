import type { RectifiedLayer } from '../reach/rectified-layers.ts';
import type { ActionLayout } from '../search/action-layout.ts';
import { leastCost, leastUnit, nearest, type Box } from './box.ts';
import type { CategoryDecision, Decision } from './decisions.ts';

/**
 * Where the open decisions of a box take the sums of the first layer: from a base point, the cheapest of the box, a number
 * by a direction times its change from there, a category by one direction per other option.
 */
export interface Directions {
  /** Takes a box of one person. */
  place(row: number, decisions: readonly Decision[], box: Box, limit: number): void;
  /** The sums of the first layer at the base point. */
  readonly base: Float64Array;
  /** At least `Σ |weight · column| + |bias|` of each sum, over the box. */
  readonly sizes: Float64Array;
  /** Columns that may differ from 0, and features that are decided on top of them. */
  live(): number;
  /** How many directions there are. */
  count(): number;
  /** Direction `i` at `i · units`. */
  readonly vectors: Float64Array;
  /** Where the directions of each decision begin; those of a decided one are none. */
  readonly from: Int32Array;
  /**
   * The most that `sign · Σ` of a function of the first sums may exceed what it is at the base point, over the box, at no
   * more than the limit and for no more features than may change.
   *
   * @param along - The function along each direction, from `at` on.
   */
  most(along: Float64Array, at: number, sign: number): number;
}

/** Room for the directions of people. */
export function createDirections(layer: RectifiedLayer, layout: ActionLayout): Directions {
  const { outputs, weight, absolute, bias } = layer;
  const { x, width, share, sparsity, count: features } = layout;
  const columns = layout.span.reduce((sum, span) => sum + span, 0);
  const base = new Float64Array(outputs);
  const sizes = new Float64Array(outputs);
  const vectors = new Float64Array(columns * outputs);
  const from = new Int32Array(features + 1);
  const ownBase = new Float64Array(outputs);
  const ownSizes = new Float64Array(outputs);
  /** By decision: the span of a number either side of the base point, what all of it costs, whether it takes a place. */
  const up = new Float64Array(features);
  const down = new Float64Array(features);
  /** What a unit of a number costs, or another option of a group; and what the gain under way costs in full. */
  const weights = new Float64Array(features);
  const unit = new Float64Array(features);
  const takesPlace = new Uint8Array(features);
  const gains = new Float64Array(features);
  const rates = new Float64Array(features);
  const order = new Int32Array(features);
  let placed = -1;
  let live = 0;
  let ownLive = 0;
  let decided = 0;
  let places = 0;
  let budget = 0;
  let binding = false;
  let placeDecisions: readonly Decision[] = [];

  function placePerson(row: number): void {
    placed = row;
    ownLive = 0;
    ownBase.set(bias);
    for (let j = 0; j < outputs; j += 1) ownSizes[j] = Math.abs(bias[j]!);
    for (let column = 0; column < width; column += 1) {
      const value = x[row * width + column]!;
      if (value === 0) continue;
      ownLive += 1;
      addColumn(ownBase, weight, column, value);
      addColumn(ownSizes, absolute, column, Math.abs(value));
    }
  }

  function addColumn(into: Float64Array, matrix: Float64Array, column: number, factor: number): void {
    for (let j = 0, at = column * outputs; j < outputs; j += 1, at += 1) into[j]! += factor * matrix[at]!;
  }

  function addCategory(decision: CategoryDecision, option: number): void {
    if (option === 0) return;
    addColumn(base, weight, decision.start + option - 1, 1);
    if (decision.present >= 0) addColumn(base, weight, decision.present, -1);
  }

  /** Direction `i` from one option of a group to another. */
  function writeDirection(i: number, decision: CategoryDecision, option: number, basic: number): void {
    const [to, back] = [columnOf(decision, option), columnOf(decision, basic)];
    for (let j = 0; j < outputs; j += 1) {
      const ahead = to < 0 ? 0 : weight[to * outputs + j]!;
      vectors[i * outputs + j] = ahead - (back < 0 ? 0 : weight[back * outputs + j]!);
    }
  }

  return {
    base,
    sizes,
    vectors,
    from,
    live: () => live,
    count: () => from[decided]!,
    place(row, decisions, box, limit) {
      if (placed !== row) placePerson(row);
      base.set(ownBase);
      sizes.set(ownSizes);
      decided = decisions.length;
      live = ownLive + decided;
      const least = leastCost(layout, decisions, box);
      places = least.places;
      let count = 0;
      let openPlaces = 0;
      let total = 0;
      decisions.forEach((decision, d) => {
        from[d] = count;
        takesPlace[d] = 1 - box.moves[d]!;
        if (decision.kind === 'category') {
          const options = box.options[d]!;
          addCategory(decision, options[0]!);
          for (const option of options) {
            if (option > 0) addColumn(sizes, absolute, decision.start + option - 1, 1);
          }
          for (let o = 1; o < options.length; o += 1) {
            writeDirection(count, decision, options[o]!, options[0]!);
            count += 1;
          }
          weights[d] = unit[d] = box.moves[d] === 1 ? 0 : decision.weight;
        } else {
          const [low, high] = [box.low[d]!, box.high[d]!];
          const start = nearest(low, high);
          if (start !== 0) addColumn(base, weight, decision.column, start);
          const farthest = Math.max(Math.abs(low), Math.abs(high));
          addColumn(sizes, absolute, decision.column, farthest);
          up[d] = high - start;
          down[d] = low - start;
          weights[d] = decision.weight;
          unit[d] = decision.weight * farthest - leastUnit(decisions, box, d);
          if (low < high) {
            const at = decision.column * outputs;
            vectors.set(weight.subarray(at, at + outputs), count * outputs);
            count += 1;
          }
        }
        if (count === from[d]) return;
        total += unit[d];
        openPlaces += takesPlace[d];
      });
      from[decided] = count;
      budget = spendable(share, sparsity, least.sum, limit);
      binding = openPlaces > places || total > budget;
      placeDecisions = decisions;
    },
    most(along, at, sign) {
      let open = 0;
      let all = 0;
      let sure = 0;
      for (let d = 0; d < decided; d += 1) {
        const [first, end] = [from[d]!, from[d + 1]!];
        if (first === end) continue;
        let gain = 0;
        if (placeDecisions[d]!.kind === 'number') {
          const slope = sign * along[at + first]!;
          const span = slope > 0 ? up[d]! : down[d]!;
          gain = slope * span;
          unit[d] = weights[d]! * Math.abs(span);
        } else {
          for (let i = first; i < end; i += 1) gain = Math.max(gain, sign * along[at + i]!);
        }
        if (!(gain > 0)) continue;
        all += gain;
        if (!binding) continue;
        if (takesPlace[d] === 0) sure += gain;
        gains[d] = gain;
        rates[d] = unit[d]! > 0 ? gain / unit[d]! : Infinity;
        order[open] = d;
        open += 1;
      }
      if (!binding) return all;
      return Math.min(all, mostForPlaces(open, sure), mostForBudget(open));
    },
  };

  /** Sums the largest gains, as many as may still begin to change. */
  function mostForPlaces(open: number, sure: number): number {
    sortBy(gains, open);
    let sum = sure;
    let left = places;
    for (let i = 0; i < open && left > 0; i += 1) {
      if (takesPlace[order[i]!] === 0) continue;
      sum += gains[order[i]!]!;
      left -= 1;
    }
    return sum;
  }

  /** Buys gains at their rates until the budget is spent, the last one in part. */
  function mostForBudget(open: number): number {
    sortBy(rates, open);
    let sum = 0;
    let left = budget;
    for (let i = 0; i < open; i += 1) {
      const d = order[i]!;
      if (unit[d]! > left) return sum + left * rates[d]!;
      sum += gains[d]!;
      left -= unit[d]!;
    }
    return sum;
  }

  /** Sorts the open decisions by a key, largest first; there are few, nearly in order. */
  function sortBy(keys: Float64Array, open: number): void {
    for (let i = 1; i < open; i += 1) {
      const d = order[i]!;
      const key = keys[d]!;
      let place = i;
      for (; place > 0 && keys[order[place - 1]!]! < key; place -= 1) order[place] = order[place - 1]!;
      order[place] = d;
    }
  }
}

/** What may be spent beyond the least, in L1: costs with a share of L2 allow for more, by at most the root of the sparsity. */
function spendable(share: number, sparsity: number, sum: number, limit: number): number {
  if (limit === Infinity) return Infinity;
  return limit / (share + (1 - share) / Math.sqrt(Math.max(1, sparsity))) - sum;
}

/** The column that is 1 after an option is taken, −1 where none is. */
function columnOf({ start, present }: CategoryDecision, option: number): number {
  return option === 0 ? present : start + option - 1;
}
