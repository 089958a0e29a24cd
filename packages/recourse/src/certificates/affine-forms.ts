import type { PreActivations } from './intervals.ts';

/** `centre + tᵀ slopes ± error` for each unit of a layer. */
export interface AffineForm {
  readonly centre: Float64Array;
  /** `[p, units]`. */
  readonly slopes: Float64Array;
  readonly error: Float64Array;
}

/**
 * Preactivations of a layer as affine functions of where a point is in its box, `t ∈ [−1, 1]^p` for the columns that
 * move: `z` of the teacher and `y` of the student. Their difference has the difference of centres and slopes, and an
 * error of its own, as what is uncertain in both cancels in part.
 */
export interface AffineForms {
  readonly teacher: AffineForm;
  readonly student: AffineForm;
  readonly differenceError: Float64Array;
}

/** Room for the forms of a layer. */
export function affineForms(moved: number, units: number): AffineForms {
  const room = (rows = 1): Float64Array => new Float64Array(rows * units);
  const form = (): AffineForm => ({ centre: room(), slopes: room(moved), error: room() });
  return { teacher: form(), student: form(), differenceError: room() };
}

/**
 * The ranges of affine forms over the box, intersected with intervals that are known to hold.
 *
 * @param out overwritten.
 */
export function concretize(
  { teacher: z, student: y, differenceError }: AffineForms,
  moved: number,
  known: PreActivations,
  out: PreActivations,
): void {
  const units = z.centre.length;
  for (let i = 0; i < units; i += 1) {
    let teacher = z.error[i]!;
    let student = y.error[i]!;
    let difference = differenceError[i]!;
    for (let column = 0; column < moved; column += 1) {
      const ofTeacher = z.slopes[column * units + i]!;
      const ofStudent = y.slopes[column * units + i]!;
      teacher += Math.abs(ofTeacher);
      student += Math.abs(ofStudent);
      difference += Math.abs(ofStudent - ofTeacher);
    }
    const change = y.centre[i]! - z.centre[i]!;
    out.teacher.low[i] = Math.max(known.teacher.low[i]!, z.centre[i]! - teacher);
    out.teacher.high[i] = Math.min(known.teacher.high[i]!, z.centre[i]! + teacher);
    out.student.low[i] = Math.max(known.student.low[i]!, y.centre[i]! - student);
    out.student.high[i] = Math.min(known.student.high[i]!, y.centre[i]! + student);
    out.difference.low[i] = Math.max(known.difference.low[i]!, change - difference);
    out.difference.high[i] = Math.min(known.difference.high[i]!, change + difference);
  }
}
