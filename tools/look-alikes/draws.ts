/** Seeded draws from the distributions that the tables are made of. Every call advances the same stream. */
export interface Draws {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Normal with this mean and standard deviation, by Box and Muller. */
  normal(mean?: number, deviation?: number): number;
  /** Poisson with this mean, by inversion; at most 60. */
  poisson(mean: number): number;
  /** One of the keys, each as often as its weight says. Weights need not sum to 1. */
  pick<Key extends string>(weights: Readonly<Record<Key, number>>): Key;
  /** `count` different whole numbers below `rows`, as a set. */
  rows(rows: number, count: number): ReadonlySet<number>;
}

/**
 * Draws for one seed (a Weyl sequence through the finalizer of MurmurHash3): the same seed, the same numbers, on every
 * machine.
 *
 * @throws RangeError where the seed is not a whole number in 0 … 2³² − 1.
 */
export function seededDraws(seed: number): Draws {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new RangeError(
      `seededDraws: seed is a whole number (expected 0 to ${2 ** 32 - 1}, got ${seed}). Correct it.`,
    );
  }
  let state = seed;
  const uniform = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    normal: (mean = 0, deviation = 1) =>
      mean + deviation * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    poisson: (mean) => {
      let left = uniform();
      let share = Math.exp(-mean);
      let count = 0;
      while (left >= share && count < 60) {
        left -= share;
        count += 1;
        share *= mean / count;
      }
      return count;
    },
    pick: (weights) => {
      const keys = Object.keys(weights) as (keyof typeof weights)[];
      let left = uniform() * keys.reduce((sum, key) => sum + weights[key], 0);
      return keys.find((key) => (left -= weights[key]) < 0) ?? keys.at(-1)!;
    },
    rows: (rows, count) => {
      const drawn = new Set<number>();
      while (drawn.size < Math.min(rows, count)) drawn.add(Math.floor(uniform() * rows));
      return drawn;
    },
  };
}
