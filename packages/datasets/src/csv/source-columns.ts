import { DatasetError } from '../internals/dataset-error.ts';
import { numberReader, type NumberFormat } from '../tables/number-format.ts';
import type { SourceColumn } from '../tables/source-column.ts';
import { wordLookup } from '../tables/word-lookup.ts';
import type { ColumnSchema, CompletePeopleSchema } from './dataset-schema.ts';

/**
 * How a column of numbers is read.
 *
 * A column's own `missing` takes the place of the data set's. What can be nothing else stays: the empty cell where the data
 * set has it, and words of the data set that are no number.
 *
 * @throws DatasetError where one sign is to be two.
 */
export function numberSource(
  name: string,
  column: ColumnSchema & { kind: 'numeric' },
  schema: CompletePeopleSchema,
): SourceColumn & { kind: 'number' } {
  const { integer } = column;
  const format = formatOf(name, column, schema);
  return { name, kind: 'number', integer, ...absencesOf(column, schema), format };
}

/**
 * How a column of levels is read.
 *
 * A column's own `missing` takes the place of the data set's, but for the empty cell where the data set has it.
 *
 * @param words The words that the column holds, for levels that are not listed.
 */
export function levelSource(
  name: string,
  column: Exclude<ColumnSchema, { kind: 'numeric' }>,
  schema: CompletePeopleSchema,
  words: readonly string[],
): SourceColumn & { kind: 'level' } {
  const absences = absencesOf(column, schema);
  const listed = column.levels ?? occurring(words, [...absences.missing, ...absences.special.keys()]);
  const levels = new Map(listed.map((level) => [level, column.labels[level] ?? level]));
  return { name, kind: 'level', levels, ...absences };
}

function absencesOf(column: ColumnSchema, schema: CompletePeopleSchema) {
  return { missing: missingOf(column, schema), special: new Map(Object.entries(column.special)) };
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

function occurring(words: readonly string[], absent: readonly string[]): string[] {
  const isAbsent = wordLookup(new Map(absent.map((word) => [word, true])));
  return words.filter((word) => isAbsent(word) !== true).sort();
}
