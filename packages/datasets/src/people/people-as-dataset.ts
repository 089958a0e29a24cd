import type { LoadedDataset } from '../dataset/dataset.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import type { People } from './people.ts';

/** The column that holds outcomes which are not the file's own. */
const decided = '(decision)';

/**
 * People as a data set to learn from.
 *
 * @param y `[rows]` 1 favourable, 0 not; for instance what a teacher decides. Default: the outcomes of the file.
 * @throws DatasetError where there is not one class a row, or neither `y` nor outcomes in the file.
 */
export function peopleAsDataset(people: People, y?: ArrayLike<number>): LoadedDataset {
  const { lines, columns, favourable, label, y: own, ...rest } = people;
  if (y === undefined) {
    if (label !== null && own !== null) return { ...rest, label, y: own };
    throw new DatasetError(
      `peopleAsDataset: a data set has outcomes (got none in ${lines.length} rows of ${columns.length} columns). ` +
        'Pass what a model decides for each row.',
    );
  }
  const bad = Array.from(y).findIndex((value) => value !== 0 && value !== 1);
  if (y.length !== people.table.rows || bad >= 0) {
    throw new DatasetError(
      `peopleAsDataset: outcomes are classes, one a row (expected ${people.table.rows} of 0 or 1, got ` +
        `${bad >= 0 ? `${String(y[bad])} for row ${bad + 1}` : y.length}). Correct them.`,
    );
  }
  const names = { favourable: label?.favourable ?? favourable ?? 'approved' };
  const unfavourable = label?.unfavourable ?? (names.favourable === 'denied' ? 'not denied' : 'denied');
  const codes = Int32Array.from(y);
  const outcome = { kind: 'level' as const, levels: [unfavourable, names.favourable], codes };
  return {
    ...rest,
    table: { ...people.table, columns: { ...people.table.columns, [decided]: outcome } },
    label: { column: decided, favourable: names.favourable, unfavourable },
    y: codes,
  };
}
