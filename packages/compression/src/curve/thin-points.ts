import type { SizePoint } from './size-point.ts';

/**
 * At most `most` points of a curve: both ends, and between them those nearest to equal steps in bytes. The curve as it
 * is where it has no more.
 *
 * @param points by ascending bytes
 * @param most 2 or more
 */
export function thinPoints(points: readonly SizePoint[], most: number): readonly SizePoint[] {
  if (points.length <= most) return points;
  const [first, last] = [points[0]!.bytes, points.at(-1)!.bytes];
  const kept = new Set<SizePoint>([points[0]!, points.at(-1)!]);
  for (let step = 1; step < most - 1; step += 1) {
    const aimed = first + ((last - first) * step) / (most - 1);
    const left = points.filter((point) => !kept.has(point));
    kept.add(
      left.reduce((best, point) =>
        Math.abs(point.bytes - aimed) < Math.abs(best.bytes - aimed) ? point : best,
      ),
    );
  }
  return points.filter((point) => kept.has(point));
}
