import { enough, priceOf, type SubproblemState } from './subproblem-state.ts';

/** A lower bound of the cost of what is still undecided. */
export interface RelaxationBound {
  /** Readies the bound for the features selected. */
  readonly prepare: () => void;
  /**
   * A lower bound of the cost once discrete features before `i` are decided.
   *
   * @param need - Margin still wanted.
   * @param sum - Cost parts spent so far.
   * @param squares - Their squares.
   */
  readonly bound: (i: number, need: number, sum: number, squares: number) => number;
}

/**
 * The relaxation that forgets sparsity and lets groups and ordinals change in part: the L1 part of the cost by filling
 * the most efficient features first, the L2 part by Cauchy–Schwarz, `need² ≤ Σ gain_j² · Σ u_j²`.
 */
export function createRelaxationBound(state: SubproblemState): RelaxationBound {
  const { discrete, numeric, efficiency } = state;
  const { gainPerCost, headroom } = efficiency;
  const { share, count } = state.layout;
  const squaredGains = new Float64Array(count + 1);
  return {
    prepare() {
      if (share === 1) return;
      const { discreteCount, numericCount } = state;
      let total = 0;
      for (let j = 0; j < numericCount; j += 1) total += gainPerCost[numeric[j]!]! ** 2;
      squaredGains[discreteCount] = total;
      for (let i = discreteCount - 1; i >= 0; i -= 1) {
        total += gainPerCost[discrete[i]!]! ** 2;
        squaredGains[i] = total;
      }
    },
    bound(i, need, sum, squares) {
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
      if (share === 1) return sum + linear;
      return priceOf(share, sum + linear, squares + (need * need) / squaredGains[i]!);
    },
  };
}
