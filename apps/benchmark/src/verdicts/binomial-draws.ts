/** Weights smaller than this part of the largest are left out. */
const negligible = 1e-12;

/**
 * Draws from the binomial distribution by its inverse: a uniform number becomes the count at which the cumulated
 * probability passes it. The table is built outwards from the mode by the ratio of neighbouring probabilities.
 *
 * @param trials at least 0
 * @param probability of one of them, 0 to 1
 * @returns a function of a number uniform on [0, 1)
 */
export function binomialDraws(trials: number, probability: number): (uniform: number) => number {
  if (trials === 0 || probability <= 0) return () => 0;
  if (probability >= 1) return () => trials;
  const odds = probability / (1 - probability);
  const mode = Math.min(trials, Math.floor((trials + 1) * probability));
  const above: number[] = [];
  for (let count = mode, weight = 1; count < trials && weight > negligible; count += 1) {
    weight *= ((trials - count) / (count + 1)) * odds;
    above.push(weight);
  }
  const below: number[] = [];
  for (let count = mode, weight = 1; count > 0 && weight > negligible; count -= 1) {
    weight *= count / (trials - count + 1) / odds;
    below.push(weight);
  }
  const first = mode - below.length;
  const weights = [...below.reverse(), 1, ...above];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const cumulated = Float64Array.from(weights, (weight) => (sum += weight) / total);
  return (uniform) => {
    let [low, high] = [0, cumulated.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulated[middle]! > uniform) high = middle;
      else low = middle + 1;
    }
    return first + low;
  };
}
