import { nearest, type Box } from './box.ts';
import type { Decision } from './decisions.ts';
import type { Directions } from './directions.ts';

/** Points of a box as steps along its directions. */
export interface BoxPoints {
  /** Steps that lead to values that exist, numbers rounded away from no change. */
  toPermitted(box: Box, steps: Float64Array): Float64Array;
  /** The change of each decision; of a category 1 where it changes. */
  changesAt(box: Box, steps: Float64Array): Float64Array;
  /** Writes the move of a point. */
  writeMove(box: Box, steps: Float64Array, move: Float64Array): void;
  /** Whether a box holds a single action. */
  isPoint(box: Box): boolean;
}

/** A change, in encoded units, that is told from none where a number has to change. */
const leastChange = 1e-5;

/** Reads points of the boxes that `directions` were placed at last. */
export function createBoxPoints(decisions: readonly Decision[], { from }: Directions): BoxPoints {
  /** The option that is taken of a group. */
  function optionAt(box: Box, d: number, steps: Float64Array): number {
    const options = box.options[d]!;
    let chosen = options[0]!;
    for (let i = from[d]!; i < from[d + 1]!; i += 1) if (steps[i]! > 0.5) chosen = options[1 + i - from[d]!]!;
    return chosen;
  }

  /** The change of a number; one that has to change does. */
  function changeAt(box: Box, d: number, steps: Float64Array): number {
    const [low, high] = [box.low[d]!, box.high[d]!];
    const change = nearest(low, high) + (from[d]! < from[d + 1]! ? steps[from[d]!]! : 0);
    if (change !== 0 || box.moves[d] === 0) return change;
    return low === 0 ? Math.min(high, leastChange) : Math.max(low, -leastChange);
  }

  return {
    toPermitted(box, steps) {
      const out = steps.slice();
      decisions.forEach((decision, d) => {
        const at = from[d]!;
        if (at === from[d + 1]! || decision.kind === 'category' || decision.continuous) return;
        const start = nearest(box.low[d]!, box.high[d]!);
        const change = start + steps[at]!;
        const tiny = 1e-9 * Math.max(1e-3, Math.abs(change));
        const to = steps[at]! > 0 ? decision.atLeast(change - tiny) : decision.atMost(change + tiny);
        out[at] = Math.min(box.high[d]!, Math.max(box.low[d]!, to)) - start;
      });
      return out;
    },
    changesAt: (box, steps) =>
      Float64Array.from(decisions, ({ kind }, d) =>
        kind === 'number' ? changeAt(box, d, steps) : Number(optionAt(box, d, steps) !== 0),
      ),
    writeMove(box, steps, move) {
      move.fill(0);
      decisions.forEach(({ kind, feature }, d) => {
        move[feature] = kind === 'number' ? changeAt(box, d, steps) : optionAt(box, d, steps);
      });
    },
    isPoint: (box) =>
      decisions.every(({ kind }, d) =>
        kind === 'number' ? box.low[d] === box.high[d] : box.options[d]!.length === 1,
      ),
  };
}
