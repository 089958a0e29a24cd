import { assertKnown } from '../../command-line/assert-known.ts';
import type { CellsOfFolder } from './read-report-cells.ts';

/**
 * The chapters of some families alone, with their cells.
 *
 * @throws UsageError for a name that is no chapter of the folder, listing those there are
 */
export function chaptersOf(found: CellsOfFolder, families: readonly string[]): CellsOfFolder {
  const known = found.chapters.map(({ id }) => id);
  for (const family of families) assertKnown('--family', family, known);
  const cells = found.cells.flatMap(({ cell, chapters }) => {
    const kept = chapters.filter((id) => families.includes(id));
    return kept.length === 0 ? [] : [{ cell, chapters: kept }];
  });
  return { ...found, chapters: found.chapters.filter(({ id }) => families.includes(id)), cells };
}
