import type { Activations, Intervals } from './intervals.ts';
import type { LiveUnits } from './live-units.ts';
import type { OutputRows } from './output-rows.ts';
import { evaluationGamma, ownGamma, type Arithmetic } from './rounding-noise.ts';

/** What rounding may add to each row: in the networks as evaluated, and in the sums of the bounds. */
export function rowNoise(
  rows: OutputRows,
  arithmetic: Arithmetic,
  { count, teacherNorm, studentNorm }: LiveUnits,
  out: Float64Array,
): void {
  // One rounding more than in the sums themselves: a margin is a difference of two logits.
  const evaluation = evaluationGamma(arithmetic, count + 1);
  const own = ownGamma(count);
  for (let row = 0; row < rows.count; row += 1) {
    const teacher = rows.teacherNorm[row]! * teacherNorm + rows.teacherBias[row]!;
    const student = rows.studentNorm[row]! * studentNorm + rows.studentBias[row]!;
    const sums = (rows.teacherNorm[row]! + rows.studentNorm[row]!) * 2 * (teacherNorm + studentNorm);
    out[row] = evaluation * (teacher + student) + own * (sums + teacher + student);
  }
}

/**
 * The rows over intervals of the last layer's inputs. A row is a function of `d` and `h`, and of `g = d + h` and `h`;
 * both ways are taken and intersected: the first is the better for a difference, the second for the student alone.
 *
 * @param noise `[count]`, what is added on both sides.
 * @param out overwritten.
 */
export function boundRows(rows: OutputRows, inputs: Activations, noise: Float64Array, out: Intervals): void {
  const { teacher: h, student: g, difference: d } = inputs;
  const { units } = rows;
  for (let row = 0; row < rows.count; row += 1) {
    let low = 0;
    let high = 0;
    let studentLow = 0;
    let studentHigh = 0;
    for (let i = 0; i < units; i += 1) {
      const a = rows.onDifference[row * units + i]!;
      const b = rows.onTeacher[row * units + i]!;
      const rest = b - a;
      const [dl, dh] = a >= 0 ? [d.low[i]!, d.high[i]!] : [d.high[i]!, d.low[i]!];
      const [gl, gh] = a >= 0 ? [g.low[i]!, g.high[i]!] : [g.high[i]!, g.low[i]!];
      const [hl, hh] = b >= 0 ? [h.low[i]!, h.high[i]!] : [h.high[i]!, h.low[i]!];
      const [rl, rh] = rest >= 0 ? [h.low[i]!, h.high[i]!] : [h.high[i]!, h.low[i]!];
      low += a * dl + b * hl;
      high += a * dh + b * hh;
      studentLow += a * gl + rest * rl;
      studentHigh += a * gh + rest * rh;
    }
    out.low[row] = Math.max(low, studentLow) + rows.offset[row]! - noise[row]!;
    out.high[row] = Math.min(high, studentHigh) + rows.offset[row]! + noise[row]!;
  }
}
