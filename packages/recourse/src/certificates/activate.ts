import type { ActivationGrid } from '@cfq/network';
import type { Activations, PreActivations } from './intervals.ts';

/**
 * Intervals through ReLU and, in the student, through the grid of its activations.
 *
 * Rounding is monotone, so the ends of an interval go through it by themselves; `e = Q(t) − t` is within half a step
 * below the clip and the excess above it. `d = relu(y) − relu(z) + e`, and `relu(y) − relu(z)` lies between 0 and `δ`
 * whatever the signs (Paulsen et al. 2020, "ReluDiff", §4): it is `δ` itself where both are active. What the two boxes
 * alone say about `d` is intersected with that.
 *
 * @param unit unit roundoff of the covered evaluation: near the middle between two codes either may be taken.
 * @param out overwritten.
 */
export function activate(
  { teacher: z, student: y, difference: delta }: PreActivations,
  grid: ActivationGrid | null,
  unit: number,
  out: Activations,
): void {
  const { teacher: h, student: g, difference: d, rounding: e } = out;
  const step = grid === null ? 0 : grid.scale;
  const top = grid === null ? 0 : 2 ** grid.bits - 1;
  for (let i = 0; i < z.low.length; i += 1) {
    const teacherLow = Math.max(0, z.low[i]!);
    const teacherHigh = Math.max(0, z.high[i]!);
    const low = Math.max(0, y.low[i]!);
    const high = Math.max(0, y.high[i]!);
    let studentLow = low;
    let studentHigh = high;
    let roundingLow = 0;
    let roundingHigh = 0;
    if (grid !== null) {
      studentLow = Math.min(top, Math.ceil((low / step) * (1 - 2 * unit) - 0.5)) * step * (1 - unit);
      studentHigh = Math.min(top, Math.floor((high / step) * (1 + 2 * unit) + 0.5)) * step * (1 + unit);
      studentLow = Math.max(0, studentLow);
      const half = step / 2 + 4 * unit * Math.min(high, (top + 1) * step);
      roundingLow = Math.max(studentLow - high, Math.min(-half, top * step * (1 - unit) - high));
      roundingHigh = Math.min(studentHigh - low, half);
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
