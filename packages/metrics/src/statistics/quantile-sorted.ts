/**
 * A quantile of sorted numbers, interpolated linearly between the two order statistics that enclose it (R's
 * type 7, numpy's default).
 *
 * @param sorted ascending; `NaN` comes back where it is empty.
 * @param probability 0 for the least, 1 for the largest.
 */
export function quantileSorted(sorted: ArrayLike<number>, probability: number): number {
  return interpolated(probability, sorted.length, (place) => sorted[place]!);
}

/** The same, given the number of order statistics and how to read each; asked for in ascending order. */
export function interpolated(
  probability: number,
  count: number,
  orderStatistic: (place: number) => number,
): number {
  if (count === 0) return NaN;
  const place = probability * (count - 1);
  const below = orderStatistic(Math.floor(place));
  const above = orderStatistic(Math.ceil(place));
  return below + (above - below) * (place - Math.floor(place));
}
