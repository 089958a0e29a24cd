import { DatasetError } from '../internals/dataset-error.ts';
import type { Table } from '../tables/table.ts';
import type { CompletePeopleSchema } from './dataset-schema.ts';

/** So many categories may have as few rows as they like. */
const few = 50;

/** Rows that a category has on average at least where there are more. */
const rowsEach = 5;

/**
 * Makes sure that categories which no schema lists are such as people share. A number, a name or a text that is somebody's own
 * tells a model nothing of anybody else, and has a column for each of them.
 *
 * @throws DatasetError naming the column, how many categories it has and in how many rows.
 */
export function assertSharedCategories(
  caller: string,
  { columns }: CompletePeopleSchema,
  table: Table,
): void {
  for (const [name, declared] of Object.entries(columns)) {
    const column = table.columns[name];
    const isListed = declared.kind !== 'categorical' || declared.levels !== undefined;
    if (isListed || !declared.input || column?.kind !== 'level') continue;
    const { length } = column.levels;
    if (length <= few || length * rowsEach <= table.rows) continue;
    throw new DatasetError(
      `${caller}: column "${name}": categories are shared by people (expected ${few}, or ${rowsEach} rows for each, got ` +
        `${length} in ${table.rows} rows). List the column under ignore if it is a name or a number of each row; else put ` +
        'categories together by labels, or list them all under levels.',
    );
  }
}
