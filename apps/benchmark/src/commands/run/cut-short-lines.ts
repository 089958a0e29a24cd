import type { Cell } from '../../cells/cell.ts';
import { studentPlace, teacherPlace } from './line-places.ts';

/** For how many people a search was cut short, a line a model; none where every search came to its end. */
export function cutShortLines(cells: readonly Cell[]): string[] {
  const lines = cells.flatMap((cell) => {
    const { settings, n, cutShort } = cell;
    const { teacher = 0, student = 0 } = cutShort ?? {};
    const line = (who: string, count: number) =>
      count === 0
        ? []
        : [`${who}: searches of ${count} of ${n.denied} people were cut short; cheaper actions may exist`];
    return [...line(`${teacherPlace(settings)}, teacher`, teacher), ...line(studentPlace(cell), student)];
  });
  const distinct = [...new Set(lines)];
  return distinct.length === 0 ? [] : [...distinct, ''];
}
