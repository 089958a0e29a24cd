import type { TeacherVariant } from '../model/teacher-variant.ts';
import type { Method } from './method.ts';

/** The teacher whose promises a method has to keep. */
export function teacherVariantOf(method: Method): TeacherVariant {
  return method.kind === 'quantized' ? method.teacher : 'standard';
}
