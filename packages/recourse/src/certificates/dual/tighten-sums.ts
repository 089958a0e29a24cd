import type { ActivationGrid } from '@cfq/network';
import { reconcile, type Intervals, type PreActivations } from '../intervals.ts';
import type { PreparedLayer } from '../prepare-pair.ts';
import type { RoundingNoise } from '../rounding-noise.ts';
import type { DualBound } from './dual-bound.ts';
import { mostSteps } from './graph-pieces.ts';

/** Whether anything hangs on the ends of an interval: a ReLU that may go either way, or few steps of a grid. */
const matters = (low: number, high: number, grid: ActivationGrid | null): boolean =>
  high > 0 && (low < 0 || (grid !== null && high - low <= 2 * mostSteps * grid.scale));

/**
 * The sums of a hidden layer bounded anew, each as a row over the outputs of the layer before: of the teacher, of the student
 * and their difference, where anything hangs on them.
 *
 * @param k number of the layer, from 1.
 * @param noise what rounding may add to its sums.
 * @param before tightened in place.
 */
export function tightenSums(
  dual: DualBound,
  k: number,
  { inputs, outputs, student, teacher, studentBias, teacherBias, grids }: PreparedLayer,
  noise: RoundingNoise,
  before: PreActivations,
): void {
  const bound = (out: Intervals, j: number, ofStudent: number, ofTeacher: number, extra: number): void => {
    const largest = (sign: number): number => {
      const [onY, onZ] = [sign * ofStudent, sign * ofTeacher];
      return dual.largest({
        depth: k,
        iterations: 0,
        load(onG, onH) {
          for (let i = 0; i < inputs; i += 1) {
            onG[i] = onY * student.transposed[j * inputs + i]!;
            onH[i] = onZ * teacher.transposed[j * inputs + i]!;
          }
          return onY * studentBias[j]! + onZ * teacherBias[j]!;
        },
      });
    };
    out.high[j] = Math.min(out.high[j]!, largest(1) + extra);
    out.low[j] = Math.max(out.low[j]!, -largest(-1) - extra);
  };
  const { teacher: z, student: y, difference } = before;
  for (let j = 0; j < outputs; j += 1) {
    const own = noise.own[j]!;
    const isTeacherOpen = matters(z.low[j]!, z.high[j]!, grids.teacher);
    const isStudentOpen = matters(y.low[j]!, y.high[j]!, grids.student);
    if (isTeacherOpen) bound(z, j, 0, 1, noise.teacher[j]! + own);
    if (isStudentOpen) bound(y, j, 1, 0, noise.student[j]! + own);
    if (isTeacherOpen || isStudentOpen) {
      bound(difference, j, 1, -1, noise.teacher[j]! + noise.student[j]! + 2 * own);
    }
  }
  reconcile(before);
}
