import type { LimitVerdict } from '@cfq/audit';
import type { MeasuredPoint } from './measured-point.ts';

/** How far a number is beyond its limit; 0 where it is met, without bound where it is undefined. */
function excess({ verdict, value, bound }: LimitVerdict): number {
  if (verdict === 'met') return 0;
  return value === null || bound === null ? Infinity : Math.abs(value - bound);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/**
 * Of points that were tried and are outside of the limits the one that comes nearest: fewest limits missed, then the smallest sum of
 * excesses, then the smallest file. Undefined where none was tried.
 */
export function bestAttempt(points: readonly MeasuredPoint[]): MeasuredPoint | undefined {
  const ranked = points.flatMap((point) => {
    if (point.measured === null) return [];
    const excesses = point.measured.verdicts.map(excess);
    return [{ point, missed: excesses.filter((one) => one > 0).length, excess: sum(excesses) }];
  });
  const [best] = ranked.sort(
    (a, b) =>
      a.missed - b.missed ||
      (a.excess === b.excess ? 0 : a.excess - b.excess) ||
      a.point.bytes - b.point.bytes,
  );
  return best?.point;
}
