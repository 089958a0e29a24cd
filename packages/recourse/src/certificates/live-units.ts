import type { Activations } from './intervals.ts';

/** Units that are not zero throughout a box, and the norms of what they can be. */
export interface LiveUnits {
  /** The first `count` entries are unit numbers, ascending. */
  readonly index: Int32Array;
  count: number;
  /** Euclidean norm of the largest activations of the teacher. */
  teacherNorm: number;
  studentNorm: number;
}

/** Room for a layer. */
export function liveUnits(size: number): LiveUnits {
  return { index: new Int32Array(size), count: 0, teacherNorm: 0, studentNorm: 0 };
}

/** Finds the live units of a layer. */
export function selectLive({ teacher: h, student: g }: Activations, out: LiveUnits): void {
  let count = 0;
  let teacher = 0;
  let student = 0;
  for (let i = 0; i < h.low.length; i += 1) {
    const ofTeacher = Math.max(-h.low[i]!, h.high[i]!);
    const ofStudent = Math.max(-g.low[i]!, g.high[i]!);
    if (ofTeacher === 0 && ofStudent === 0) continue;
    out.index[count] = i;
    count += 1;
    teacher += ofTeacher * ofTeacher;
    student += ofStudent * ofStudent;
  }
  out.count = count;
  out.teacherNorm = Math.sqrt(teacher);
  out.studentNorm = Math.sqrt(student);
}
