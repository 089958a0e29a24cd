import type { Activations, PreActivations } from './intervals.ts';

/**
 * Parallel linear bounds of every hidden unit, one slope for both sides:
 * `h ∈ slope · z + shift ± spread` and `d ∈ onDifference · δ + onTeacher · z + offset ± error`.
 */
export interface Relaxation {
  readonly slope: Float64Array;
  readonly shift: Float64Array;
  readonly spread: Float64Array;
  readonly onDifference: Float64Array;
  readonly onTeacher: Float64Array;
  readonly offset: Float64Array;
  readonly error: Float64Array;
}

/** Room for a layer. */
export function relaxation(size: number): Relaxation {
  const room = (): Float64Array => new Float64Array(size);
  return {
    slope: room(),
    shift: room(),
    spread: room(),
    onDifference: room(),
    onTeacher: room(),
    offset: room(),
    error: room(),
  };
}

/** Slope of the parallel bounds of `relu` on `[low, high]`, `low < 0 < high`; they are `−slope · low` apart. */
const slopeOf = (low: number, high: number): number => {
  if (high <= 0) return 0;
  return low >= 0 ? 1 : high / (high - low);
};
const spreadOf = (low: number, high: number): number =>
  low < 0 && high > 0 ? (-low * high) / (2 * (high - low)) : 0;

/**
 * Linear bounds over the given intervals. `h` is the zonotope relaxation of Singh et al. 2018 ("Fast and effective
 * robustness certification", §3), and what the teacher is rounded by. For `d` there are several, all of them sound; the one with the smallest error is taken:
 *
 * - the difference: `relu(y) − relu(z)` from the signs of `z` and `y`, which is exact where neither changes and within
 *   `δ/2 ± max|δ|/2` where both do, plus the rounding;
 * - each by itself: the bounds of `relu(y)`, `y = z + δ`, minus those of `relu(z)`, plus the rounding;
 * - a student that does not move: its interval minus `h`, exact where the codes stay the same on the whole box;
 * - the interval of `d`.
 */
export function relax(before: PreActivations, after: Activations, out: Relaxation): void {
  const { teacher: z, student: y, difference: delta } = before;
  const { student: g, difference: d, rounding, teacherRounding } = after;
  for (let i = 0; i < z.low.length; i += 1) {
    const zl = z.low[i]!;
    const zh = z.high[i]!;
    const yl = y.low[i]!;
    const yh = y.high[i]!;
    const slope = slopeOf(zl, zh);
    const spread = spreadOf(zl, zh);
    const studentSlope = slopeOf(yl, yh);
    const studentSpread = spreadOf(yl, yh);
    const roundingMiddle = (rounding.low[i]! + rounding.high[i]!) / 2;
    const roundingError = (rounding.high[i]! - rounding.low[i]!) / 2;

    let onDifference = studentSlope;
    let onTeacher = studentSlope - slope;
    let offset = studentSpread - spread + roundingMiddle;
    let error = studentSpread + spread + roundingError;
    if (spread > 0 && studentSpread > 0) {
      const half = Math.max(Math.abs(delta.low[i]!), Math.abs(delta.high[i]!)) / 2;
      if (half + roundingError <= error) {
        onDifference = 0.5;
        onTeacher = 0;
        offset = roundingMiddle;
        error = half + roundingError;
      }
    }
    const teacherMiddle = (teacherRounding.low[i]! + teacherRounding.high[i]!) / 2;
    const teacherError = (teacherRounding.high[i]! - teacherRounding.low[i]!) / 2;
    const still = (g.high[i]! - g.low[i]!) / 2 + (spread + teacherError);
    if (still < error) {
      onDifference = 0;
      onTeacher = -slope;
      offset = (g.high[i]! + g.low[i]!) / 2 - (spread + teacherMiddle);
      error = still;
    }
    const range = (d.high[i]! - d.low[i]!) / 2;
    if (range < error) {
      onDifference = 0;
      onTeacher = 0;
      offset = (d.high[i]! + d.low[i]!) / 2;
      error = range;
    }
    out.slope[i] = slope;
    out.shift[i] = spread + teacherMiddle;
    out.spread[i] = spread + teacherError;
    out.onDifference[i] = onDifference;
    out.onTeacher[i] = onTeacher;
    out.offset[i] = offset;
    out.error[i] = error;
  }
}
