import { bandsOf } from '../tables/bands-of.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import type { LoadedDataset } from '../dataset/dataset.ts';
import { describeTable } from '../dataset/describe-table.ts';
import { checkPolicy } from '../policies/check-policy.ts';
import { namedPolicy } from '../policies/named-policy.ts';
import type { ActionPolicy } from '../policies/action-policy.ts';
import { mergedLevels } from '../tables/merged-levels.ts';
import type { Table } from '../tables/table.ts';
import { decodeText } from '../text/decode-text.ts';
import { assertColumnsAgree } from './assert-columns-agree.ts';
import { checkColumnRules } from './check-column-rules.ts';
import type { CompleteDatasetSchema, DatasetSchema } from './dataset-schema.ts';
import { featureOfColumn, featureOfGroup } from './feature-of.ts';
import { readCsvRows } from './read-csv-rows.ts';
import { readCsvTable } from './read-csv-table.ts';
import { readDatasetSchema } from './read-dataset-schema.ts';
import { readLabel } from './read-label.ts';

export interface ParseCsvDatasetOptions {
  /** The CSV, with a header line: its text, or its bytes, which are decoded as the schema's `encoding` says. */
  readonly csv: string | Uint8Array;
  /** The schema: YAML or JSON text, or the object. */
  readonly schema: string | DatasetSchema;
  /** Names of the two files, for error messages. */
  readonly csvFile?: string;
  readonly schemaFile?: string;
}

const caller = 'parseCsvDataset';

/**
 * A data set from CSV text and its schema. Works in Node and in browsers.
 *
 * @throws DatasetError naming line, row and column of the first bad cell, or line and key of the schema that is wrong.
 */
export function parseCsvDataset(options: ParseCsvDatasetOptions): LoadedDataset {
  const { csvFile: file = 'csv', schemaFile = 'schema' } = options;
  const { value: schema, place } = readDatasetSchema(options.schema, schemaFile);
  const text = textOf(options.csv, file, schema.encoding);
  const csv = readCsvRows({ caller, file, text, delimiter: schema.delimiter });
  assertColumnsAgree(caller, schema, csv.header, file);
  const labelCells = csv.rows.map((row) => row[csv.header.indexOf(schema.label.column)]!);
  const labelPlace = place(['label', 'favourable']);
  const { outcomes, ...label } = readLabel({ caller, place: labelPlace }, schema.label, labelCells);
  const origin = { caller, file, line: (row: number) => csv.lines[row]! };
  const { table, warnings } = readCsvTable(origin, schema, csv, outcomes);
  const { name, title = name, description = title, source, licence, citation, sparsity, relations } = schema;
  const written = [
    ...Object.entries(schema.columns).flatMap(([name, column]) =>
      column.input ? [featureOfColumn(name, column)] : [],
    ),
    ...Object.entries(schema.groups).flatMap(([name, group]) =>
      group.input ? [featureOfGroup(name, group)] : [],
    ),
  ];
  const features = checkColumnRules({ features: written, table }, relations ?? [], schemaFile);
  const policies = Object.fromEntries(
    Object.entries(policiesOf(schema)).map(([key, policy]) => {
      checkPolicy(policy, { features, table });
      return [key, namedPolicy(policy, { features, table })];
    }),
  );
  const content = describeTable(table, {
    features,
    label,
    subgroups: () => subgroupsOf(schema, table),
    sparsity,
    split: { kind: 'stratified', test: schema.test },
    ...(relations && { relations }),
  });
  return { name, title, description, source, licence, citation, ...content, policies, warnings };
}

function policiesOf({ policies }: CompleteDatasetSchema): Record<string, ActionPolicy> {
  return Object.fromEntries(
    // The keys that are absent in the text are absent in the value, not undefined.
    Object.entries(policies).map(([name, policy]) => [
      name,
      { ...policy, name, description: policy.description ?? name } as ActionPolicy,
    ]),
  );
}

function subgroupsOf({ subgroups }: CompleteDatasetSchema, table: Table) {
  return Object.fromEntries(
    Object.entries(subgroups).map(([name, { column, thresholds }]) => {
      if (table.columns[column] === undefined) {
        throw new DatasetError(
          `${caller}: subgroup "${name}" reads a column that the schema describes (expected one of ` +
            `${Object.keys(table.columns).join(', ')}, got "${column}"). Correct its name.`,
        );
      }
      return [
        name,
        thresholds === undefined ? mergedLevels(table, column) : bandsOf(table, column, thresholds),
      ];
    }),
  );
}

function textOf(csv: string | Uint8Array, file: string, encoding: string | undefined): string {
  if (typeof csv === 'string') return csv;
  const remedy =
    'If the file is in the encoding of Windows or Excel, say encoding: latin1 (windows-1252) in the schema; else save ' +
    'it as UTF-8.';
  return decodeText(csv, { caller, file, encoding, remedy });
}
