import { bandsOf } from '../tables/bands-of.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import type { LoadedDataset } from '../dataset/dataset.ts';
import type { FeatureSpec } from '../dataset/feature-spec.ts';
import { describeTable } from '../dataset/describe-table.ts';
import { mergedLevels } from '../tables/merged-levels.ts';
import { decodeText } from '../text/decode-text.ts';
import { readTable, type SourceColumn } from '../tables/read-table.ts';
import type { Table } from '../tables/table.ts';
import type { CompleteDatasetSchema, DatasetSchema } from './dataset-schema.ts';
import { assertColumnsAgree } from './assert-columns-agree.ts';
import { readCsvRows, type CsvRows } from './read-csv-rows.ts';
import { readDatasetSchema } from './read-dataset-schema.ts';

export interface ParseCsvDatasetOptions {
  /** The CSV, with a header line: its text, or its bytes, which are decoded as the schema's `encoding` says. */
  readonly csv: string | Uint8Array;
  /** The schema: YAML or JSON text, or the object. */
  readonly schema: string | DatasetSchema;
  /** Names of the two files, for error messages. */
  readonly csvFile?: string;
  readonly schemaFile?: string;
}

type ColumnSchema = CompleteDatasetSchema['columns'][string];

const caller = 'parseCsvDataset';

/**
 * A data set from CSV text and its schema. Works in Node and in browsers.
 *
 * @throws DatasetError naming row and column of the first bad cell, or the key of the schema that is wrong.
 */
export function parseCsvDataset(options: ParseCsvDatasetOptions): LoadedDataset {
  const file = options.csvFile ?? 'csv';
  const { value: schema } = readDatasetSchema(options.schema, options.schemaFile);
  const text = textOf(options.csv, file, schema.encoding);
  const csv = readCsvRows({ caller, file, text, delimiter: schema.delimiter });
  assertColumnsAgree(caller, schema, csv.header, file);
  const cells = (name: string) => {
    const index = csv.header.indexOf(name);
    return csv.rows.map((row) => row[index]!);
  };
  const { column, favourable } = schema.label;
  const outcomes = [...new Set(cells(column))].sort();
  const unfavourable = outcomes.find((outcome) => outcome !== favourable);
  if (outcomes.length !== 2 || !outcomes.includes(favourable) || unfavourable === undefined) {
    throw new DatasetError(
      `${caller}: label column "${column}" holds two values, one of them the favourable "${favourable}" ` +
        `(got ${outcomes
          .slice(0, 5)
          .map((outcome) => JSON.stringify(outcome))
          .join(', ')}). ` +
        (outcomes.includes('') ? 'Leave out rows without an outcome.' : 'Correct the label.'),
    );
  }
  const table = readColumns(schema, csv, cells, file, outcomes);
  const { name, title = name, description = title, source, licence, citation, sparsity } = schema;
  const content = describeTable(table, {
    features: Object.entries(schema.columns).flatMap(([name, spec]) =>
      spec.input ? [featureOf(name, spec)] : [],
    ),
    label: { column, favourable, unfavourable },
    subgroups: () =>
      Object.fromEntries(
        Object.entries(schema.subgroups).map(([name, { column: by, thresholds }]) => [
          name,
          thresholds === undefined ? mergedLevels(table, by) : bandsOf(table, by, thresholds),
        ]),
      ),
    sparsity,
    split: { kind: 'stratified', test: schema.test },
  });
  return { name, title, description, source, licence, citation, policies: {}, warnings: [], ...content };
}

function textOf(csv: string | Uint8Array, file: string, encoding: string | undefined): string {
  if (typeof csv === 'string') return csv;
  const remedy =
    'If the file is in the encoding of Windows or Excel, say encoding: latin1 (windows-1252) in the schema; else save ' +
    'it as UTF-8.';
  return decodeText(csv, { caller, file, encoding, remedy });
}

function readColumns(
  { columns, missing, label }: CompleteDatasetSchema,
  csv: CsvRows,
  cells: (name: string) => string[],
  file: string,
  outcomes: readonly string[],
): Table {
  const sources = Object.entries(columns).map(([name, spec]): SourceColumn => {
    if (spec.kind === 'numeric') return { name, kind: 'number', integer: spec.integer, missing };
    const occurring = () => [...new Set(cells(name))].filter((cell) => !missing.includes(cell)).sort();
    return { name, kind: 'level', levels: asThemselves(spec.levels ?? occurring()), missing };
  });
  const labels: SourceColumn = { name: label.column, kind: 'level', levels: asThemselves(outcomes) };
  return readTable({
    caller,
    file,
    rows: csv.rows.length,
    columns: [...sources, labels],
    cells,
    line: (row) => csv.lines[row]!,
  });
}

function asThemselves(levels: readonly string[]): ReadonlyMap<string, string> {
  return new Map(levels.map((level) => [level, level]));
}

function featureOf(name: string, spec: ColumnSchema): FeatureSpec {
  const { kind, immutable } = spec;
  const common = { name, kind, immutable };
  if (spec.kind === 'categorical') return { ...common, direction: 'any' };
  const { direction } = spec;
  if (spec.kind === 'ordinal') return { ...common, direction, ...(spec.values && { values: spec.values }) };
  return { ...common, direction, integer: spec.integer, ...(spec.bounds && { bounds: spec.bounds }) };
}
