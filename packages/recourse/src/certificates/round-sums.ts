import { reconcile, type Intervals, type PreActivations } from './intervals.ts';
import type { PreparedLayer, PreparedSums } from './prepare-pair.ts';
import type { RoundingNoise } from './rounding-noise.ts';

/** How far grids may take the sums of a layer from what they are without them, for each output. */
export interface SumRounding {
  readonly teacher: Float64Array;
  readonly student: Float64Array;
}

/** Room for a layer. */
export function sumRounding(outputs: number): SumRounding {
  return { teacher: new Float64Array(outputs), student: new Float64Array(outputs) };
}

/** Counts what grids may add as noise of the sums. */
export function addSumRounding({ teacher, student }: RoundingNoise, sums: SumRounding): void {
  for (let j = 0; j < teacher.length; j += 1) {
    teacher[j]! += sums.teacher[j]!;
    student[j]! += sums.student[j]!;
  }
}

/**
 * The sums of one network through their grids: the ends of an interval by themselves, since rounding is monotone, and what
 * it may add in the interval, which is half a step and what lies beyond the ends of the grid.
 *
 * @param bias all that was added to the sums.
 * @param unit unit roundoff: near the middle between two steps either may be taken.
 */
function throughGrids(
  { grids, behind }: PreparedSums,
  bias: Float64Array,
  { low, high }: Intervals,
  unit: number,
  added: Float64Array,
): void {
  for (let j = 0; j < bias.length; j += 1) {
    let least = low[j]! - bias[j]!;
    let most = high[j]! - bias[j]!;
    let sum = 0;
    for (const { scale, lowest, highest, bias: before } of grids) {
      const [from, to] = [least + before[j]!, most + before[j]!];
      const size = Math.max(Math.abs(from), Math.abs(to)) + Math.abs(before[j]!);
      // What adding and dividing in the evaluation may be off, in steps.
      const slack = (8 * unit * size) / scale;
      const step = (steps: number): number => Math.min(Math.max(steps, lowest), highest) * scale;
      const down = step(Math.ceil(from / scale - slack - 0.5));
      const up = step(Math.floor(to / scale + slack + 0.5));
      least = down - unit * Math.abs(down);
      most = up + unit * Math.abs(up);
      const beyond = Math.max(0, to - highest * scale, lowest * scale - from);
      sum += Math.min(scale / 2 + beyond + 16 * unit * size, Math.max(most - from, to - least));
    }
    const noise =
      grids.length === 0 ? 0 : 4 * unit * (Math.max(Math.abs(least), Math.abs(most)) + Math.abs(behind[j]!));
    if (grids.length > 0) {
      low[j] = least + behind[j]! - noise;
      high[j] = most + behind[j]! + noise;
    }
    added[j] = sum + noise;
  }
}

/**
 * Preactivations through the grids of the sums.
 *
 * @param before overwritten.
 * @param out overwritten.
 */
export function roundSums(
  { sums, teacherBias, studentBias }: PreparedLayer,
  before: PreActivations,
  unit: number,
  out: SumRounding,
): void {
  throughGrids(sums!.teacher, teacherBias, before.teacher, unit, out.teacher);
  throughGrids(sums!.student, studentBias, before.student, unit, out.student);
  const { low, high } = before.difference;
  for (let j = 0; j < low.length; j += 1) {
    const added = out.teacher[j]! + out.student[j]!;
    low[j]! -= added;
    high[j]! += added;
  }
  reconcile(before);
}
