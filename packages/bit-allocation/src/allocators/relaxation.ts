import type { Choice } from './choices.ts';

/**
 * The linear relaxation of the choices still to be made, ready to be evaluated at any number of bits left.
 *
 * Layers may mix neighbouring choices of their lower convex hull; taking the steepest improvements first is then
 * optimal (Dyer 1984, Zemel 1984).
 */
export interface Relaxation {
  /** Fewest bits that the remaining layers can take. */
  readonly leastBits: number;
  /** Bits taken after the first `i` improvements, ascending, from `leastBits`. */
  readonly bits: Float64Array;
  /** Loss after the first `i` improvements. */
  readonly loss: Float64Array;
}

interface Improvement {
  readonly bits: number;
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
        (last.loss - before.loss) * (choice.bits - last.bits) <
        (choice.loss - last.loss) * (last.bits - before.bits);
      if (rises) break;
      hull.pop();
    }
    hull.push(choice);
  }
  return hull.slice(1).map((choice, index) => ({
    bits: choice.bits - hull[index]!.bits,
    loss: choice.loss - hull[index]!.loss,
  }));
}

/** The relaxation over some layers' undominated choices. */
export function relax(layers: readonly (readonly Choice[])[]): Relaxation {
  const improvements = layers.flatMap(hullImprovements).sort((a, b) => a.loss / a.bits - b.loss / b.bits);
  const bits = new Float64Array(improvements.length + 1);
  const loss = new Float64Array(improvements.length + 1);
  for (const [first] of layers) {
    bits[0]! += first!.bits;
    loss[0]! += first!.loss;
  }
  improvements.forEach((improvement, index) => {
    bits[index + 1] = bits[index]! + improvement.bits;
    loss[index + 1] = loss[index]! + improvement.loss;
  });
  return { leastBits: bits[0]!, bits, loss };
}

/** A bound from below on the loss of any completion, and the loss of one completion that fits. */
export interface RelaxedValue {
  readonly lower: number;
  readonly reached: number;
}

/**
 * Evaluates a relaxation at falling numbers of bits left: amortised constant time a call.
 *
 * @returns a function of the bits left (never more than in the call before); at least `leastBits`.
 */
export function descendingEvaluator({ bits, loss }: Relaxation): (bitsLeft: number) => RelaxedValue {
  let index = bits.length - 1;
  return (bitsLeft) => {
    while (index > 0 && bits[index]! > bitsLeft) index -= 1;
    const reached = loss[index]!;
    if (index === bits.length - 1) return { lower: reached, reached };
    const share = (bitsLeft - bits[index]!) / (bits[index + 1]! - bits[index]!);
    return { lower: reached + share * (loss[index + 1]! - reached), reached };
  };
}
