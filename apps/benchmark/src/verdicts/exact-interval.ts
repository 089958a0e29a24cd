/** Half of what a 95 % interval leaves out. */
const tail = 0.025;

/**
 * The exact 95 % interval (Clopper and Pearson 1934) of a share that is 0 or all of n: a bootstrap of it has no width.
 * There the beta quantiles have a closed form, `1 − 0.025^(1/n)` above 0 and `0.025^(1/n)` below 1.
 *
 * @param hits 0 or `of`
 * @param of at least 1
 */
export function exactInterval(hits: number, of: number): { readonly lower: number; readonly upper: number } {
  const reach = 1 - tail ** (1 / of);
  return hits === 0 ? { lower: 0, upper: reach } : { lower: 1 - reach, upper: 1 };
}
