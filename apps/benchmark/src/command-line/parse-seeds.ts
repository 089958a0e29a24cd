import { UsageError } from './benchmark-error.ts';
import { parseList } from './parse-list.ts';

const largestSeed = 2 ** 31 - 1;
const mostSeeds = 10_000;

/**
 * Reads seeds as a comma list of whole numbers and inclusive ranges: `0-4` → `[0, 1, 2, 3, 4]`,
 * `7,0-2` → `[0, 1, 2, 7]`. Ascending, each once.
 *
 * @param text what the user wrote; every seed in [0, 2³¹ − 1], a range written low to high
 * @throws UsageError where a part is neither a seed nor an ascending range, or more than 10 000 are asked for
 */
export function parseSeeds(text: string): number[] {
  return [...new Set(seedsIn(parseList('seeds', text)))].sort((a, b) => a - b);
}

/**
 * The seeds of some parts, each as often as it is named.
 *
 * @throws UsageError as {@link parseSeeds} does
 */
export function seedsIn(parts: readonly string[]): number[] {
  const seeds: number[] = [];
  for (const part of parts) {
    const match = /^(\d+)(?:-(\d+))?$/.exec(part);
    const first = Number(match?.[1] ?? NaN);
    const last = Number(match?.[2] ?? first);
    if (!(first <= last && last <= largestSeed)) {
      throw new UsageError(
        `--seeds: must be whole numbers and ascending ranges (expected e.g. 0-4 or 0,2,5-7, got "${part}").`,
      );
    }
    if (last - first >= mostSeeds) {
      throw new UsageError(`--seeds: at most ${mostSeeds} seeds (got the range "${part}").`);
    }
    for (let seed = first; seed <= last; seed += 1) seeds.push(seed);
  }
  return seeds;
}
