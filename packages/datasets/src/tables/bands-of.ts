import { DatasetError } from '../internals/dataset-error.ts';
import type { Subgroup } from './subgroup.ts';
import type { Table } from './table.ts';

/**
 * Cuts a number column into bands: below the first threshold, from each threshold to below the next, from the last
 * on. A missing value has code −1.
 *
 * @param thresholds Strictly ascending, at least one.
 * @throws DatasetError where the column is not one of numbers or the thresholds do not ascend.
 */
export function bandsOf(table: Table, column: string, thresholds: readonly number[]): Subgroup {
  const source = table.columns[column];
  if (source?.kind !== 'number') {
    throw new DatasetError(
      `bandsOf: bands need a column of numbers (got "${column}"). Name a numeric column.`,
    );
  }
  if (thresholds.length === 0 || thresholds.some((value, i) => i > 0 && !(value > thresholds[i - 1]!))) {
    throw new DatasetError(`bandsOf: thresholds ascend strictly (got ${thresholds.join(', ')}). Sort them.`);
  }
  const levels = [
    `below ${thresholds[0]}`,
    ...thresholds.slice(1).map((next, i) => `${thresholds[i]} to below ${next}`),
    `${thresholds.at(-1)} or more`,
  ];
  const codes = Int32Array.from(source.values, (value) =>
    Number.isNaN(value) ? -1 : thresholds.filter((threshold) => value >= threshold).length,
  );
  return { levels, codes };
}
