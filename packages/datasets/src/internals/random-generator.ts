import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { DatasetError } from './dataset-error.ts';

/** The largest seed: seeds are 32-bit. */
const largestSeed = 2 ** 32 - 1;

/**
 * A generator of its own for one seed (xoroshiro128+ of pure-rand). Same seed, same sequence, everywhere.
 *
 * @throws DatasetError where the seed is not a whole number in 0 … 2³² − 1.
 */
export function randomGenerator(caller: string, seed: number): RandomGenerator {
  if (!Number.isInteger(seed) || seed < 0 || seed > largestSeed) {
    throw new DatasetError(
      `${caller}: seed is a whole number (expected 0 to ${largestSeed}, got ${seed}). Correct it.`,
    );
  }
  return xoroshiro128plus(seed | 0);
}

/** A shuffled copy (Fisher–Yates). Advances the generator. */
export function shuffled(values: Int32Array, generator: RandomGenerator): Int32Array {
  const copy = values.slice();
  for (let last = copy.length - 1; last > 0; last--) {
    const other = uniformInt(generator, 0, last);
    const kept = copy[last]!;
    copy[last] = copy[other]!;
    copy[other] = kept;
  }
  return copy;
}
