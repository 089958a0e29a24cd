import { fixed } from '../../tables/format-quantity.ts';
import type { TextTable } from '../../tables/text-table.ts';

/** What became of the cells of a family, and what that took. */
export interface FamilyTime {
  readonly family: { readonly name: string };
  readonly cells: { readonly length: number };
  /** Cells that were finished before, by other families or an earlier run. */
  readonly reused: number;
  /** By the clock. */
  readonly seconds: number;
}

/** How long each family took, and all together. */
export function familyTimes(families: readonly FamilyTime[]): TextTable {
  const rowOf = (name: string, some: readonly FamilyTime[]): string[] => {
    const sum = (of: (one: FamilyTime) => number) => some.reduce((total, one) => total + of(one), 0);
    const computed = sum(({ cells, reused }) => cells.length - reused);
    const seconds = sum((one) => one.seconds);
    return [
      name,
      String(sum(({ cells }) => cells.length)),
      String(computed),
      fixed(seconds / 60, 1),
      computed === 0 ? '–' : fixed(seconds / computed, 1),
    ];
  };
  return {
    title: 'Time per family',
    columns: ['family', 'cells', 'computed now', 'minutes', 'seconds a computed cell'],
    rows: [
      ...families.map((one) => rowOf(one.family.name, [one])),
      ...(families.length > 1 ? [rowOf('all', families)] : []),
    ],
  };
}
