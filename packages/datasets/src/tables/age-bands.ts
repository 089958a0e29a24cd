import { bandsOf } from './bands-of.ts';
import type { Subgroup } from './subgroup.ts';
import type { Table } from './table.ts';

/** The age bands of all built-in sets, those of ProPublica's COMPAS file: below 25, 25 to 45, above 45. */
export function ageBands(table: Table, column: string): Subgroup {
  const { codes } = bandsOf(table, column, [25, 46]);
  return { levels: ['below 25', '25 to 45', 'above 45'], codes };
}
