import { enough, type SubproblemState } from './subproblem-state.ts';

/**
 * A lower bound, in L1, of the cost once discrete features before `i` are decided.
 *
 * @param need - Margin still wanted.
 * @param sum - Cost spent so far.
 */
export type RelaxationBound = (i: number, need: number, sum: number) => number;

/**
 * The relaxation that forgets sparsity and lets groups and ordinals change in part, by filling the most efficient features
 * first.
 */
export function createRelaxationBound(state: SubproblemState): RelaxationBound {
  const { discrete, numeric, efficiency } = state;
  const { gainPerCost, headroom } = efficiency;
  return (i, need, sum) => {
    const { discreteCount, numericCount } = state;
    const steepest = i < discreteCount ? gainPerCost[discrete[i]!]! : 0;
    let linear = 0;
    let left = need;
    for (let j = 0; j < numericCount && left > 0; j += 1) {
      const f = numeric[j]!;
      if (gainPerCost[f]! <= steepest) break;
      const units = Math.min(headroom[f]!, left / gainPerCost[f]!);
      linear += units;
      left -= units * gainPerCost[f]!;
    }
    if (left > enough) {
      if (steepest === 0) return Infinity;
      linear += left / steepest;
    }
    return sum + linear;
  };
}
