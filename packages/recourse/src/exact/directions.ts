import type { RectifiedLayer } from '../reach/rectified-layers.ts';
import type { ActionLayout } from '../search/action-layout.ts';
import { leastCost, leastUnit, nearest, type Box } from './box.ts';
import { consequenceLine } from './consequence-lines.ts';
import type { CategoryDecision, Decision } from './decisions.ts';
import { createMostGained, createOpenDecisions, type MostGained } from './most-gained.ts';

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
  /** By how much what moves by itself may take each sum off the directions, either way. */
  readonly deviations: Float64Array;
  readonly most: MostGained;
}

/** Room for the directions of people. */
export function createDirections(layer: RectifiedLayer, layout: ActionLayout): Directions {
  const { outputs, weight, absolute, bias } = layer;
  const { x, width, share, sparsity, count: features, consequences } = layout;
  const columns = layout.span.reduce((sum, span) => sum + span, 0);
  const base = new Float64Array(outputs);
  const sizes = new Float64Array(outputs);
  const vectors = new Float64Array(columns * outputs);
  const deviations = new Float64Array(outputs);
  const ownBase = new Float64Array(outputs);
  const ownSizes = new Float64Array(outputs);
  const open = createOpenDecisions(features);
  const { from, up, down, weights, unit, takesPlace } = open;
  let placed = -1;
  let live = 0;
  let ownLive = 0;

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

  /** What moves with a number over its range, from `start` on, and with its direction where there is one. */
  function addConsequences(
    row: number,
    column: number,
    low: number,
    high: number,
    start: number,
    i: number,
  ): void {
    for (const consequence of consequences) {
      if (consequence.source.start !== column) continue;
      const own = consequence.feature.start;
      const line = consequenceLine(consequence, x, row * width, low, high);
      addColumn(base, weight, own, line.at + line.slope * (start - low));
      addColumn(sizes, absolute, own, line.size);
      addColumn(deviations, absolute, own, line.deviation);
      if (low === high || line.slope === 0) continue;
      for (let j = 0; j < outputs; j += 1)
        vectors[i * outputs + j]! += line.slope * weight[own * outputs + j]!;
    }
  }

  return {
    base,
    sizes,
    deviations,
    vectors,
    from,
    live: () => live,
    count: () => from[open.decisions.length]!,
    most: createMostGained(open),
    place(row, decisions, box, limit) {
      if (placed !== row) placePerson(row);
      base.set(ownBase);
      sizes.set(ownSizes);
      deviations.fill(0);
      live = ownLive + decisions.length + consequences.length;
      const least = leastCost(layout, decisions, box);
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
          }
          addConsequences(row, decision.column, low, high, start, count);
          if (low < high) count += 1;
        }
        if (count === from[d]) return;
        total += unit[d];
        openPlaces += takesPlace[d];
      });
      from[decisions.length] = count;
      open.decisions = decisions;
      open.places = least.places;
      open.budget = spendable(share, sparsity, least.sum, limit);
      open.binding = openPlaces > open.places || total > open.budget;
    },
  };
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
