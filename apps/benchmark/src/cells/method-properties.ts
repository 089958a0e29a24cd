import { methods, type Method } from '@cfq/training';

/** The method of a name; undefined where it is not known: a folder may hold cells of a plug-in that is not loaded. */
function knownMethod(name: string): Method | undefined {
  return Object.hasOwn(methods, name) ? methods[name as keyof typeof methods] : undefined;
}

/** Whether a method keeps the teacher's *no* as well as its *yes*: no baseline, but what baselines are held against. */
export function isTwoSided(name: string): boolean {
  return knownMethod(name)?.twoSided ?? false;
}

/** Whether a method is its own teacher: no promise of its can break, and it would hide an axis. */
export function isTeacherItself(name: string): boolean {
  const found = knownMethod(name);
  return found?.kind === 'full-precision' && found.model === 'teacher';
}

/** Whether a method trains a teacher of its own, so that its promises are not those of the other methods. */
export function hasOwnTeacher(name: string): boolean {
  const found = knownMethod(name);
  return found?.kind === 'quantized' && 'teacher' in found && found.teacher !== 'standard';
}
