import { bandsOf } from '../tables/bands-of.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import type { People } from '../people/people.ts';
import { checkPolicy } from '../policies/check-policy.ts';
import { namedPolicy } from '../policies/named-policy.ts';
import type { ActionPolicy } from '../policies/action-policy.ts';
import { mergedLevels } from '../tables/merged-levels.ts';
import type { Table } from '../tables/table.ts';
import { wordLookup } from '../tables/word-lookup.ts';
import { favourableLabels } from '../tables/favourable-labels.ts';
import type { ByteSource } from '../text/byte-source.ts';
import { decodeChunks } from '../text/decode-chunks.ts';
import type { DecodeTextOptions } from '../text/decode-text.ts';
import type { CheckedDocument } from '../yaml/check-document.ts';
import { assertColumnsAgree } from './assert-columns-agree.ts';
import { assertSharedCategories } from './assert-shared-categories.ts';
import { checkEffortColumns } from './check-effort-columns.ts';
import { checkColumnRules } from './check-column-rules.ts';
import { columnKeepers, type ColumnKeepers } from './column-keepers.ts';
import type { CompletePeopleSchema } from './dataset-schema.ts';
import { featureOfColumn, featureOfGroup } from './feature-of.ts';
import { peopleColumns } from './people-columns.ts';
import { readCsvColumns } from './read-csv-rows.ts';
import { readCsvTable } from './read-csv-table.ts';
import { readLabel, type ReadLabel } from './read-label.ts';
import { missingOf } from './source-columns.ts';

/** Names for error messages. */
export interface PeopleOrigin {
  /** Public function that reads. */
  readonly caller: string;
  readonly csvFile: string;
  /** Whether people without outcomes will do, and such as all have the same. */
  readonly withoutOutcomes: boolean;
}

/**
 * People out of a CSV and a schema that was checked.
 *
 * @throws DatasetError naming line, row and column of the first bad cell, or what of the schema does not fit the file.
 */
export function readPeople(
  csvSource: string | ByteSource,
  { value: schema, place }: CheckedDocument<CompletePeopleSchema>,
  { caller, csvFile: file, withoutOutcomes }: PeopleOrigin,
): People {
  const { delimiter, encoding } = schema;
  const text =
    typeof csvSource === 'string' ? csvSource : () => decodeCsv(csvSource, { caller, file, encoding });
  const keepers = columnKeepers(schema);
  const keeperOf = (name: string) => keepers.numbers.get(name)?.keeper ?? keepers.words.get(name);
  const csv = readCsvColumns({ caller, file, text, delimiter, keeperOf });
  const hasOutcomes = schema.label !== undefined && csv.header.includes(schema.label.column);
  const described: CompletePeopleSchema =
    hasOutcomes || !withoutOutcomes ? schema : { ...schema, label: undefined };
  assertColumnsAgree(caller, described, csv.header, file);
  const outcomes = outcomesOf(described.label, keepers.words, {
    caller,
    place: place(['label', 'favourable']),
    lenient: withoutOutcomes,
  });
  const origin = { caller, file, line: (row: number) => csv.lines[row]! };
  const { table, warnings } = readCsvTable(origin, described, keepers, csv.rows, outcomes?.outcomes ?? []);
  if (!withoutOutcomes) assertSharedCategories(caller, schema, table);
  const {
    name,
    title = name,
    description = title,
    source,
    licence,
    citation,
    sparsity,
    relations,
    plausibility,
  } = schema;
  const written = [
    ...Object.entries(schema.columns).flatMap(([name, column]) =>
      column.input ? [featureOfColumn(name, column, missingOf(column, schema))] : [],
    ),
    ...Object.entries(schema.groups).flatMap(([name, group]) =>
      group.input ? [featureOfGroup(name, group, schema.missing)] : [],
    ),
  ];
  const features = checkColumnRules({ features: written, table }, relations ?? [], {
    feature: (name) => place([Object.hasOwn(schema.columns, name) ? 'columns' : 'groups', name]),
    relation: (index) => place(['relations', index]),
  });
  checkEffortColumns(origin, schema, { features, table }, (name) =>
    place([Object.hasOwn(schema.columns, name) ? 'columns' : 'groups', name]),
  );
  const policies = Object.fromEntries(
    Object.entries(policiesOf(schema)).map(([key, policy]) => {
      const scope = { features, table, ...(relations && { relations }) };
      checkPolicy(policy, scope, (path) => place(['policies', key, ...path]));
      return [key, namedPolicy(policy, { features, table })];
    }),
  );
  const label = outcomes && {
    column: outcomes.column,
    favourable: outcomes.favourable,
    unfavourable: outcomes.unfavourable,
  };
  return {
    ...{ name, title, description, source, licence, citation, table, features, sparsity, policies, warnings },
    subgroups: subgroupsOf(caller, schema, table),
    split: { kind: 'stratified', test: schema.test },
    ...(relations && { relations }),
    ...(plausibility && { plausibility }),
    lines: csv.lines,
    columns: peopleColumns(schema, csv.header),
    label: label ?? null,
    favourable: label?.favourable ?? schema.label?.favourable ?? null,
    y: label ? favourableLabels(table, label) : null,
  };
}

/** The outcomes of a file. Where all are alike, the other one has a name all the same. */
function outcomesOf(
  label: CompletePeopleSchema['label'],
  keepers: ColumnKeepers['words'],
  { caller, place, lenient }: { readonly caller: string; readonly place: string; readonly lenient: boolean },
): ReadLabel | undefined {
  if (label === undefined) return undefined;
  const words = keepers.get(label.column)!.words();
  const [only = ''] = words;
  if (!lenient || only === '' || words.length > 1) {
    return readLabel({ caller, place }, label, words);
  }
  const isFavourable = wordLookup(new Map([[label.favourable, true]]))(only) === true;
  const favourable = isFavourable ? only : label.favourable;
  const unfavourable = isFavourable ? `not ${only}` : only;
  return { column: label.column, favourable, unfavourable, outcomes: [favourable, unfavourable].sort() };
}

function policiesOf({ policies }: CompletePeopleSchema): Record<string, ActionPolicy> {
  return Object.fromEntries(
    // The keys that are absent in the text are absent in the value, not undefined.
    Object.entries(policies).map(([name, policy]) => [
      name,
      { ...policy, name, description: policy.description ?? name } as ActionPolicy,
    ]),
  );
}

function subgroupsOf(caller: string, { subgroups }: CompletePeopleSchema, table: Table) {
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

function decodeCsv(source: ByteSource, options: DecodeTextOptions): Iterable<string> {
  const remedy =
    'If the file is in the encoding of Windows or Excel, say encoding: latin1 (windows-1252) in the schema; else save ' +
    'it as UTF-8.';
  return decodeChunks(source, { ...options, remedy });
}
