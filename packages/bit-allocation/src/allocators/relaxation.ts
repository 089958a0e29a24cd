import type { Choice } from './choices.ts';

/**
 * The linear relaxation of the choices still to be made, ready to be evaluated at any number of cost left.
 *
 * Layers may mix neighbouring choices of their lower convex hull; taking the steepest improvements first is then
 * optimal (Dyer 1984, Zemel 1984).
 */
export interface Relaxation {
  /** Fewest cost that the remaining layers can take. */
  readonly leastCost: number;
  /** Bits taken after the first `i` improvements, ascending, from `leastCost`. */
  readonly cost: Float64Array;
  /** Loss after the first `i` improvements. */
  readonly loss: Float64Array;
}

interface Improvement {
  readonly cost: number;
  readonly loss: number;
}

/** Steps along the lower convex hull of a layer's choices; their slopes ascend towards 0. */
function hullImprovements(choices: readonly Choice[]): Improvement[] {
  const hull: Choice[] = [];
  for (const choice of choices) {
    for (;;) {
      const last = hull.at(-1);
      const before = hull.at(-2);
      if (last === undefined || before === undefined) break;
      const rises =
        (last.loss - before.loss) * (choice.cost - last.cost) <
        (choice.loss - last.loss) * (last.cost - before.cost);
      if (rises) break;
      hull.pop();
    }
    hull.push(choice);
  }
  return hull.slice(1).map((choice, index) => ({
    cost: choice.cost - hull[index]!.cost,
    loss: choice.loss - hull[index]!.loss,
  }));
}

/** The relaxation over some layers' undominated choices. */
export function relax(layers: readonly (readonly Choice[])[]): Relaxation {
  const improvements = layers.flatMap(hullImprovements).sort((a, b) => a.loss / a.cost - b.loss / b.cost);
  const cost = new Float64Array(improvements.length + 1);
  const loss = new Float64Array(improvements.length + 1);
  for (const [first] of layers) {
    cost[0]! += first!.cost;
    loss[0]! += first!.loss;
  }
  improvements.forEach((improvement, index) => {
    cost[index + 1] = cost[index]! + improvement.cost;
    loss[index + 1] = loss[index]! + improvement.loss;
  });
  return { leastCost: cost[0]!, cost, loss };
}

/** A bound from below on the loss of any completion, and the loss of one completion that fits. */
export interface RelaxedValue {
  readonly lower: number;
  readonly reached: number;
}

/**
 * Evaluates a relaxation at falling numbers of cost left: amortised constant time a call.
 *
 * @returns a function of the cost left (never more than in the call before); at least `leastCost`.
 */
export function descendingEvaluator({ cost, loss }: Relaxation): (costLeft: number) => RelaxedValue {
  let index = cost.length - 1;
  return (costLeft) => {
    while (index > 0 && cost[index]! > costLeft) index -= 1;
    const reached = loss[index]!;
    if (index === cost.length - 1) return { lower: reached, reached };
    const share = (costLeft - cost[index]!) / (cost[index + 1]! - cost[index]!);
    return { lower: reached + share * (loss[index + 1]! - reached), reached };
  };
}

/**
 * A relaxation's bound from below on the loss of any completion, at any cost left in any order; `Infinity` where not even the
 * cheapest completion fits.
 */
export function relaxedLoss({ leastCost, cost, loss }: Relaxation): (costLeft: number) => number {
  return (costLeft) => {
    if (costLeft < leastCost) return Number.POSITIVE_INFINITY;
    let [low, high] = [0, cost.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (cost[middle]! <= costLeft) low = middle;
      else high = middle - 1;
    }
    if (low === cost.length - 1) return loss[low]!;
    const share = (costLeft - cost[low]!) / (cost[low + 1]! - cost[low]!);
    return loss[low]! + share * (loss[low + 1]! - loss[low]!);
  };
}
