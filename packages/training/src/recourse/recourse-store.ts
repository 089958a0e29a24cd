import type { TeacherRecourse } from './teacher-recourse.ts';

/** Where solved teacher recourse is kept, by content key. */
export interface RecourseStore {
  get(key: string): Promise<TeacherRecourse | undefined>;
  set(key: string, value: TeacherRecourse): Promise<void>;
}

/** A store in memory, as long as it is referenced. */
export function memoryRecourseStore(): RecourseStore {
  const kept = new Map<string, TeacherRecourse>();
  return {
    get: (key) => Promise.resolve(kept.get(key)),
    set: (key, value) => {
      kept.set(key, value);
      return Promise.resolve();
    },
  };
}
