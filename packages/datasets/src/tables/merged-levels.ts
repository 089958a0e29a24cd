import { DatasetError } from '../internals/dataset-error.ts';
import type { Subgroup } from './subgroup.ts';
import type { Table } from './table.ts';

/**
 * A partition by a level column whose levels are renamed; levels with the same new name are merged. Levels keep
 * their order of first appearance, those nobody holds are left out, a missing value has code −1.
 *
 * @throws DatasetError where the column is not one of levels.
 */
export function mergedLevels(
  table: Table,
  column: string,
  rename: (level: string) => string = (level) => level,
): Subgroup {
  const source = table.columns[column];
  if (source?.kind !== 'level') {
    throw new DatasetError(`mergedLevels: "${column}" is not a column of levels. Name one, or give bands.`);
  }
  const occurring = new Set(source.codes);
  const levels = [...new Set(source.levels.filter((_, code) => occurring.has(code)).map(rename))];
  const merged = source.levels.map((level) => levels.indexOf(rename(level)));
  return { levels, codes: source.codes.map((code) => merged[code] ?? -1) };
}
