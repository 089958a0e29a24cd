import { DatasetError } from '../internals/dataset-error.ts';
import type { DatasetLabel } from '../dataset/dataset.ts';
import type { Table } from './table.ts';

/**
 * Class of every row: 1 where the label column holds the favourable level, 0 elsewhere.
 *
 * @throws DatasetError where the column is not one of levels, lacks the favourable one, or a label is missing.
 */
export function favourableLabels(
  table: Table,
  { column, favourable }: Pick<DatasetLabel, 'column' | 'favourable'>,
): Int32Array {
  const source = table.columns[column];
  const code = source?.kind === 'level' ? source.levels.indexOf(favourable) : -1;
  if (source?.kind !== 'level' || code < 0) {
    throw new DatasetError(
      `favourableLabels: "${favourable}" is no level of column "${column}". Correct the label.`,
    );
  }
  const missing = source.codes.indexOf(-1);
  if (missing >= 0) {
    throw new DatasetError(
      `favourableLabels: column "${column}": row ${missing + 1} has no label. Remove the row.`,
    );
  }
  return source.codes.map((value) => (value === code ? 1 : 0));
}
