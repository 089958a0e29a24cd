import type { TableColumn } from '../tables/table.ts';
import { absenceOf } from './absence.ts';

/**
 * Why a column can teach a model nothing, a sentence without its full stop: no training row has a value, or all training
 * rows are alike. `undefined` where they differ.
 */
export function whyDropped(column: TableColumn, trainRows: Int32Array): string | undefined {
  const states = new Set<string>();
  let values = 0;
  for (const row of trainRows) {
    const absence = absenceOf(column, row);
    if (absence === undefined) values += 1;
    const value = column.kind === 'number' ? column.values[row]! : column.levels[column.codes[row]!]!;
    states.add(absence ?? `= ${value}`);
    if (values > 0 && states.size > 1) return undefined;
  }
  const [state = ''] = states;
  if (values === 0) return `no training row has a value (${[...states].join(', ')})`;
  return `it is "${state.slice(2)}" for every training row`;
}
