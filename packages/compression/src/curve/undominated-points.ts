import type { SizePoint } from './size-point.ts';

/**
 * The points that no other beats in both bytes and predicted loss, each schedule once: by ascending bytes, with strictly
 * descending loss. A schedule of fewer bits need not give a smaller file, where the narrower type does not exist.
 */
export function undominatedPoints<Point extends SizePoint & { readonly predictedLoss: number }>(
  points: readonly Point[],
): Point[] {
  const ordered = [...points].sort((a, b) => a.bytes - b.bytes || a.predictedLoss - b.predictedLoss);
  const kept: Point[] = [];
  for (const point of ordered) {
    if (point.predictedLoss < (kept.at(-1)?.predictedLoss ?? Infinity)) kept.push(point);
  }
  return kept;
}
