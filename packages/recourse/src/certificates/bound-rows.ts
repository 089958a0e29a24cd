import type { Activations, Intervals } from './intervals.ts';
import type { LiveUnits } from './live-units.ts';
import type { OutputRows } from './output-rows.ts';
import { evaluationGamma, ownGamma, type Arithmetic } from './rounding-noise.ts';
import type { SumRounding } from './round-sums.ts';

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

/** Adds what the grids of the last sums may add to each row. */
export function addRowRounding(
  { count, classes, teacherClasses, studentClasses }: OutputRows,
  { teacher, student }: SumRounding,
  out: Float64Array,
): void {
  for (let row = 0; row < count; row += 1) {
    for (let label = 0; label < classes; label += 1) {
      out[row]! += teacherClasses[row * classes + label]! * teacher[label]!;
      out[row]! += studentClasses[row * classes + label]! * student[label]!;
    }
  }
}

/**
 * The rows over intervals of the last layer's inputs. A row is a function of `d` and `h`, and of `g = d + h` and `h`;
 * both ways are taken and intersected: the first is the better for a difference, the second for the student alone.
 *
 * @param noise `[count]`, what is added on both sides.
 * @param out overwritten.
 */
export function boundRows(
  rows: OutputRows,
  inputs: Activations,
  live: LiveUnits,
  noise: Float64Array,
  out: Intervals,
): void {
  const { teacher: h, student: g, difference: d } = inputs;
  const { units } = rows;
  for (let row = 0; row < rows.count; row += 1) {
    let centre = 0;
    let reach = 0;
    let studentCentre = 0;
    let studentReach = 0;
    for (let at = 0; at < live.count; at += 1) {
      const i = live.index[at]!;
      const onDifference = rows.onDifference[row * units + i]!;
      const onTeacher = rows.onTeacher[row * units + i]!;
      const rest = onTeacher - onDifference;
      const teacher = h.low[i]! + h.high[i]!;
      const teacherWidth = h.high[i]! - h.low[i]!;
      centre += onDifference * (d.low[i]! + d.high[i]!) + onTeacher * teacher;
      reach += Math.abs(onDifference) * (d.high[i]! - d.low[i]!) + Math.abs(onTeacher) * teacherWidth;
      studentCentre += onDifference * (g.low[i]! + g.high[i]!) + rest * teacher;
      studentReach += Math.abs(onDifference) * (g.high[i]! - g.low[i]!) + Math.abs(rest) * teacherWidth;
    }
    const low = Math.max(centre - reach, studentCentre - studentReach) / 2;
    const high = Math.min(centre + reach, studentCentre + studentReach) / 2;
    out.low[row] = low + rows.offset[row]! - noise[row]!;
    out.high[row] = high + rows.offset[row]! + noise[row]!;
  }
}
