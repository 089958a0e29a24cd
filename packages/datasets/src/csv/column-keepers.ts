import type { SourceColumn } from '../tables/source-column.ts';
import { numberKeeper, type NumberKeeper } from '../tables/number-keeper.ts';
import { wordKeeper, type WordKeeper } from '../tables/word-keeper.ts';
import type { CompletePeopleSchema } from './dataset-schema.ts';
import { numberSource } from './source-columns.ts';

/** A column of numbers: how its cells are read, and those that were. */
interface NumberCells {
  readonly source: SourceColumn & { readonly kind: 'number' };
  readonly keeper: NumberKeeper;
}

/** What is kept of the columns of a file that a schema names, but for those that it ignores. */
export interface ColumnKeepers {
  readonly numbers: ReadonlyMap<string, NumberCells>;
  /** Columns of levels, of groups, and the label. */
  readonly words: ReadonlyMap<string, WordKeeper>;
}

/**
 * Keepers of every column that a schema names, still empty.
 *
 * @throws DatasetError where one sign is to be two.
 */
export function columnKeepers(schema: CompletePeopleSchema): ColumnKeepers {
  const { columns, groups, label } = schema;
  const numbers = Object.entries(columns).flatMap(([name, column]): [string, NumberCells][] => {
    if (column.kind !== 'numeric') return [];
    const source = numberSource(name, column, schema);
    return [[name, { source, keeper: numberKeeper(source) }]];
  });
  const levels = Object.entries(columns).flatMap(([name, { kind }]) => (kind === 'numeric' ? [] : [name]));
  const grouped = Object.values(groups).flatMap((group) => Object.values(group.columns));
  const labelled = label === undefined ? [] : [label.column];
  return {
    numbers: new Map(numbers),
    words: new Map([...levels, ...grouped, ...labelled].map((name) => [name, wordKeeper()])),
  };
}
