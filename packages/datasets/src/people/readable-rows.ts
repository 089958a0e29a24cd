import { DatasetError } from '../internals/dataset-error.ts';
import type { FeatureSpec } from '../dataset/feature-spec.ts';
import { missingLabel } from '../tables/missing-label.ts';
import type { Table } from '../tables/table.ts';
import { absenceOf } from '../encoding/absence.ts';
import type { ReadableRow } from '../encoding/encoder.ts';

/** What {@link readableRows} reads. */
export interface ReadableRowsInput {
  readonly table: Table;
  /** The features that rows are to have. */
  readonly features: readonly Pick<FeatureSpec, 'name'>[];
}

/**
 * Rows of a table as people read them, without any encoding in between: numbers as they are, names of levels, the
 * meanings of special codes, `null` for what is missing.
 *
 * @param rows Row indices, any order, repeats allowed. Default: every row.
 * @throws DatasetError where the table lacks a feature.
 */
export function readableRows({ table, features }: ReadableRowsInput, rows?: Iterable<number>): ReadableRow[] {
  const columns = features.map(({ name }) => {
    const column = table.columns[name];
    if (column !== undefined) return { name, column };
    throw new DatasetError(
      `readableRows: the table has no column "${name}". Read it with the schema of the features.`,
    );
  });
  return Array.from(rows ?? Array(table.rows).keys(), (row) => {
    const readable: ReadableRow = {};
    for (const { name, column } of columns) {
      const absence = absenceOf(column, row);
      if (absence !== undefined) readable[name] = absence === missingLabel ? null : absence;
      else
        readable[name] = column.kind === 'number' ? column.values[row]! : column.levels[column.codes[row]!]!;
    }
    return readable;
  });
}
