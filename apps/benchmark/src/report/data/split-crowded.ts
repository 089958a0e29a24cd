import { grouped } from '../../cells/grouped.ts';
import type { RowsOfPanel } from './figure-panels.ts';
import type { ReportRow } from './report-cells.ts';

/** More curves than these cannot be told apart by look and name in one panel. */
const crowded = 12;
/** A panel of a split one has no more curves than these, where any split does that. */
const enough = 8;

/** What a reader needs to know of panels that were split. */
export const splitNote = `More than ${crowded} rows stand in several panels on the same axes, by the part of their recipes that leaves the fewest panels.`;

/**
 * Panels in which single rows can be told apart: one of more than twelve is split by the part of the recipe, such as the allocator,
 * whose values leave the fewest panels of at most eight curves; where none does, by the one that leaves the smallest. A value of one
 * row alone stands with those that do not name the part. Without any part that differs, rows are taken eight by eight.
 *
 * Rows lose what the title of their panel says, so that one look means one recipe in all panels.
 */
export function splitCrowded(shown: readonly RowsOfPanel[]): RowsOfPanel[] {
  return shown.flatMap((panel) => (isCrowded(panel) ? facets(panel) : [panel]));
}

/** Whether a panel has more rows than a reader can tell apart. */
export const isCrowded = ({ rows }: RowsOfPanel): boolean => curves(rows) > crowded;

const curves = (rows: readonly ReportRow[]): number => new Set(rows.map(({ method }) => method)).size;
const words = ({ recipe }: ReportRow): string[] => recipe.split(', ');
const wordOf = (row: ReportRow, part: string): string =>
  words(row).find((word) => word.startsWith(`${part}=`)) ?? '';

function facets({ title, rows }: RowsOfPanel): RowsOfPanel[] {
  const parts = new Set(
    rows.flatMap(words).flatMap((word) => (word.includes('=') ? [word.split('=')[0]!] : [])),
  );
  const splits = [...parts]
    .map((part) => byPart(rows, part))
    .filter((split) => split.length > 1)
    .map((split) => ({ split, largest: Math.max(...split.map((one) => curves(one.rows))) }))
    .sort(
      (one, other) =>
        Math.max(one.largest, enough) - Math.max(other.largest, enough) ||
        one.split.length - other.split.length,
    );
  const [best] = splits;
  const split = best?.split ?? eightByEight(rows);
  return split.map((one) => ({ title: `${title}: ${one.title}`, rows: one.rows }));
}

/** Rows by what they say of a part of their recipes. */
function byPart(rows: readonly ReportRow[], part: string): RowsOfPanel[] {
  const groups = grouped(rows, (row) => [wordOf(row, part)]);
  const [alone, several] = [
    groups.filter((group) => wordOf(group[0], part) === '' || curves(group) === 1),
    groups.filter((group) => wordOf(group[0], part) !== '' && curves(group) > 1),
  ];
  const others = alone.flat();
  return [
    ...several.map((group) => {
      const word = wordOf(group[0], part);
      return { title: word, rows: group.map((row) => without(row, word)) };
    }),
    ...(others.length === 0 ? [] : [{ title: 'others', rows: others }]),
  ];
}

function without(row: ReportRow, word: string): ReportRow {
  const others = (text: string): string =>
    text
      .split(', ')
      .filter((one) => one !== word)
      .join(', ');
  return { ...row, method: others(row.method), recipe: others(row.recipe) };
}

function eightByEight(rows: readonly ReportRow[]): RowsOfPanel[] {
  const all = grouped(rows, ({ method }) => [method]);
  const count = Math.ceil(all.length / enough);
  return Array.from({ length: count }, (_, at) => ({
    title: `${at + 1} of ${count}`,
    rows: all.slice(at * enough, (at + 1) * enough).flat(),
  }));
}
