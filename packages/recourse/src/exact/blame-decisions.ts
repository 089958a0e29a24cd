import type { Box } from './box.ts';
import type { Decision } from './decisions.ts';

/** What is known of a bound and of the box that it holds for. */
interface Blamed {
  readonly decisions: readonly Decision[];
  readonly box: Box;
  /** Where the directions of each decision begin. */
  readonly from: Int32Array;
  /** How many there are. */
  readonly count: number;
  /** By layer: how much of what the bound is off each unit's relaxation accounts for. */
  readonly owed: readonly Float64Array[];
  /** By layer: the units' sums along the directions; of the first `[directions, units]`, of others `[units, directions]`. */
  readonly alongs: readonly Float64Array[];
}

/** Says how much of what a bound is off by each decision accounts for: what units owe, as far as it moves their sums. */
export function blameDecisions(
  { decisions, box, from, count, owed, alongs }: Blamed,
  out: Float64Array,
): void {
  out.fill(0);
  const spans = new Float64Array(decisions.length);
  owed.forEach((shares, k) => {
    const along = alongs[k]!;
    const [perUnit, perDirection] = k === 0 ? [1, shares.length] : [count, 1];
    for (let j = 0; j < shares.length; j += 1) {
      const share = shares[j]!;
      if (share === 0) continue;
      let sum = 0;
      for (let d = 0; d < decisions.length; d += 1) {
        let [low, high] = [0, 0];
        for (let i = from[d]!; i < from[d + 1]!; i += 1) {
          const one = along[j * perUnit + i * perDirection]!;
          low = Math.min(low, one);
          high = Math.max(high, one);
        }
        const width = decisions[d]!.kind === 'number' ? box.high[d]! - box.low[d]! : 1;
        spans[d] = (high - low) * width;
        sum += spans[d]!;
      }
      if (sum === 0) continue;
      for (let d = 0; d < decisions.length; d += 1) out[d]! += (share * spans[d]!) / sum;
    }
  });
}
