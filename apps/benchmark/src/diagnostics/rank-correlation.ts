/**
 * Spearman's rank correlation: Pearson's correlation of ranks, equal values sharing the mean of theirs. In [-1, 1]; null for
 * fewer than two pairs, or where one side is all equal.
 *
 * @param left as many numbers as `right`, none NaN
 * @see Kendall and Gibbons 1990, "Rank Correlation Methods", §3 on ties
 */
export function rankCorrelation(left: readonly number[], right: readonly number[]): number | null {
  const [a, b] = [ranksOf(left), ranksOf(right)];
  const middle = (left.length + 1) / 2;
  let [together, ofLeft, ofRight] = [0, 0, 0];
  a.forEach((rank, at) => {
    together += (rank - middle) * (b[at]! - middle);
    ofLeft += (rank - middle) ** 2;
    ofRight += (b[at]! - middle) ** 2;
  });
  if (ofLeft === 0 || ofRight === 0) return null;
  return Math.min(1, Math.max(-1, together / Math.sqrt(ofLeft * ofRight)));
}

/** Ranks from 1, equal values sharing the mean of theirs. */
function ranksOf(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
}
