/** Where the search for levels starts: evenly from the least to the largest value, or with as many values to each. */
export type ClusterStart = 'linear' | 'quantiles';

const mostRounds = 100;

/**
 * Levels of a one-dimensional k-means over values, ascending, one of them 0 and staying 0: Lloyd's rounds until nothing
 * moves. A level that no value is nearest to stays where it is.
 *
 * @param values at least one, finite.
 * @param count how many levels, from 2.
 * @see Han, Mao & Dally 2016, "Deep Compression", §3: clusters within a layer, and why a linear start keeps the few large
 *   weights. There zeros are stored apart; here 0 is a level like the others, but pinned.
 */
export function clusteredLevels(
  values: Float32Array,
  count: number,
  start: ClusterStart = 'linear',
): Float32Array {
  const sorted = Float32Array.from(values).sort();
  const levels = startingLevels(sorted, count, start);
  const pinned = levels.indexOf(0);
  for (let round = 0; round < mostRounds; round += 1) {
    const before = levels.slice();
    const ends = levelBoundaries(before);
    let from = 0;
    for (let level = 0; level < count; level += 1) {
      let [sum, members] = [0, 0];
      for (; from < sorted.length && !(sorted[from]! > (ends[level] ?? Infinity)); from += 1) {
        sum += sorted[from]!;
        members += 1;
      }
      if (level !== pinned && members > 0) levels[level] = sum / members;
    }
    if (levels.every((level, at) => level === before[at])) break;
  }
  return levels;
}

/** Halfway between each level and the next: a value up to it belongs to the lower. One fewer than the levels. */
export function levelBoundaries(levels: Float32Array): Float32Array {
  return Float32Array.from({ length: levels.length - 1 }, (_, at) => (levels[at]! + levels[at + 1]!) / 2);
}

function startingLevels(sorted: Float32Array, count: number, start: ClusterStart): Float32Array {
  const [low, high] = [Math.min(sorted[0]!, 0), Math.max(sorted.at(-1)!, 0)];
  const away = sorted.filter((value) => value !== 0);
  const even = (at: number): number => low + ((high - low) * at) / (count - 1);
  const quantile = (at: number): number => away[Math.floor(((at + 0.5) * away.length) / count)]!;
  const place = start === 'linear' || away.length === 0 ? even : quantile;
  const levels = Float32Array.from({ length: count }, (_, at) => place(at));
  const nearest = levels.reduce(
    (best, level, at) => (Math.abs(level) < Math.abs(levels[best]!) ? at : best),
    0,
  );
  levels[nearest] = 0;
  return levels;
}
