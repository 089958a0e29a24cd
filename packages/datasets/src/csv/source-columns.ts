import { DatasetError } from '../internals/dataset-error.ts';
import { numberReader, type NumberFormat } from '../tables/number-format.ts';
import type { SourceColumn } from '../tables/source-column.ts';
import { wordLookup } from '../tables/word-lookup.ts';
import type { ColumnSchema, CompletePeopleSchema } from './dataset-schema.ts';

/**
 * How each column of a schema is read.
 *
 * A column's own `missing` takes the place of the data set's. What can be nothing else stays: the empty cell where the data
 * set has it, and, in a column of numbers, words of the data set that are no number.
 *
 * @param cells The cells of a column, for levels that are not listed.
 * @throws DatasetError where one sign is to be two.
 */
export function sourceColumns(
  schema: CompletePeopleSchema,
  cells: (name: string) => readonly string[],
): SourceColumn[] {
  return Object.entries(schema.columns).map(([name, column]): SourceColumn => {
    const special = new Map(Object.entries(column.special));
    const missing = missingOf(column, schema);
    if (column.kind === 'numeric') {
      const format = formatOf(name, column, schema);
      return { name, kind: 'number', integer: column.integer, missing, special, format };
    }
    const listed = column.levels ?? occurring(cells(name), [...missing, ...special.keys()]);
    const levels = new Map(listed.map((level) => [level, column.labels[level] ?? level]));
    return { name, kind: 'level', levels, missing, special };
  });
}

/** The words of a column that mean "missing". */
export function missingOf(
  column: ColumnSchema,
  { missing }: Pick<CompletePeopleSchema, 'missing'>,
): string[] {
  if (column.missing === undefined) return [...missing];
  const isNumber = numberReader();
  const stays = (word: string) => word === '' || (column.kind === 'numeric' && isNumber(word) === undefined);
  return [...new Set([...missing.filter(stays), ...column.missing])];
}

/** How numbers of a column are written: as it says, else as the data set does. */
function formatOf(
  name: string,
  column: ColumnSchema & { kind: 'numeric' },
  schema: CompletePeopleSchema,
): NumberFormat {
  const { decimal = schema.decimal, thousands = schema.thousands } = column;
  if (thousands === (decimal ?? '.')) {
    throw new DatasetError(
      `parseCsvDataset: column "${name}": the decimal sign and what groups thousands differ (got "${thousands}" for both). ` +
        'Correct decimal or thousands.',
    );
  }
  return {
    decimal,
    thousands,
    unit: column.unit ?? schema.unit,
    parentheses: column.parentheses ?? schema.parentheses,
  };
}

function occurring(cells: readonly string[], absent: readonly string[]): string[] {
  const isAbsent = wordLookup(new Map(absent.map((word) => [word, true])));
  return [...new Set(cells)].filter((cell) => isAbsent(cell) !== true).sort();
}
