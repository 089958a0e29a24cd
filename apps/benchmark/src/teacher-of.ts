import type { CellSettings } from './cell-settings.ts';

/** The way in which the teacher of a cell is trained, by name. */
export function teacherOf(_settings: CellSettings): string {
  return 'standard';
}
