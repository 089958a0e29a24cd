import type { ActivationGrid } from '@cfq/network';
import type { Activations, PreActivations } from './intervals.ts';
import type { PreparedLayer } from './prepare-pair.ts';

/** Where rectified outputs of an interval are on a grid, and what they are rounded by. */
interface Rounded {
  low: number;
  high: number;
  roundingLow: number;
  roundingHigh: number;
}

function roundEnds(
  { scale, bits }: ActivationGrid,
  low: number,
  high: number,
  unit: number,
  out: Rounded,
): void {
  const top = 2 ** bits - 1;
  const least = Math.min(top, Math.ceil((low / scale) * (1 - 2 * unit) - 0.5)) * scale * (1 - unit);
  out.low = Math.max(0, least);
  out.high = Math.min(top, Math.floor((high / scale) * (1 + 2 * unit) + 0.5)) * scale * (1 + unit);
  const half = scale / 2 + 4 * unit * Math.min(high, (top + 1) * scale);
  out.roundingLow = Math.max(out.low - high, Math.min(-half, top * scale * (1 - unit) - high));
  out.roundingHigh = Math.min(out.high - low, half);
}

/**
 * Intervals through ReLU and through the grids of activations, where there are some.
 *
 * Rounding is monotone, so the ends of an interval go through it by themselves; `Q(t) − t` is within half a step below
 * the clip and the excess above it. `d = relu(y) − relu(z) + e`, `e` the rounding of the student less that of the teacher, and `relu(y) − relu(z)` lies between 0 and `δ`
 * whatever the signs (Paulsen et al. 2020, "ReluDiff", §4): it is `δ` itself where both are active. What the two boxes
 * alone say about `d` is intersected with that.
 *
 * @param unit unit roundoff of the covered evaluation: near the middle between two codes either may be taken.
 * @param out overwritten.
 */
export function activate(
  { teacher: z, student: y, difference: delta }: PreActivations,
  grids: PreparedLayer['grids'],
  unit: number,
  out: Activations,
): void {
  const { teacher: h, student: g, difference: d, teacherRounding, rounding: e } = out;
  const ends = { low: 0, high: 0, roundingLow: 0, roundingHigh: 0 };
  for (let i = 0; i < z.low.length; i += 1) {
    let teacherLow = Math.max(0, z.low[i]!);
    let teacherHigh = Math.max(0, z.high[i]!);
    const low = Math.max(0, y.low[i]!);
    const high = Math.max(0, y.high[i]!);
    let studentLow = low;
    let studentHigh = high;
    let roundingLow = 0;
    let roundingHigh = 0;
    if (grids.student !== null) {
      roundEnds(grids.student, low, high, unit, ends);
      studentLow = ends.low;
      studentHigh = ends.high;
      roundingLow = ends.roundingLow;
      roundingHigh = ends.roundingHigh;
    }
    if (grids.teacher !== null) {
      roundEnds(grids.teacher, teacherLow, teacherHigh, unit, ends);
      teacherLow = ends.low;
      teacherHigh = ends.high;
      teacherRounding.low[i] = ends.roundingLow;
      teacherRounding.high[i] = ends.roundingHigh;
      roundingLow -= ends.roundingHigh;
      roundingHigh -= ends.roundingLow;
    }
    const both = z.low[i]! >= 0 && y.low[i]! >= 0;
    const none = z.high[i]! <= 0 && y.high[i]! <= 0;
    let least = 0;
    let most = 0;
    if (!none) {
      least = both || z.low[i]! >= 0 ? delta.low[i]! : Math.min(0, delta.low[i]!);
      most = both || y.low[i]! >= 0 ? delta.high[i]! : Math.max(0, delta.high[i]!);
    }
    h.low[i] = teacherLow;
    h.high[i] = teacherHigh;
    g.low[i] = studentLow;
    g.high[i] = studentHigh;
    e.low[i] = roundingLow;
    e.high[i] = roundingHigh;
    d.low[i] = Math.max(least + roundingLow, studentLow - teacherHigh);
    d.high[i] = Math.min(most + roundingHigh, studentHigh - teacherLow);
  }
}
