import type { FeatureSpec } from '../dataset/feature-spec.ts';
import type { ColumnRule, MaxChange } from '../policies/action-policy.ts';
import { missingLabel } from '../tables/missing-label.ts';
import { wordLookup } from '../tables/word-lookup.ts';
import type { ColumnSchema, GroupSchema } from './dataset-schema.ts';

/**
 * What a column of a schema says of its feature. Levels in its rule are as they are written, by code or by label.
 *
 * @param missing The words of the column that mean "missing".
 */
export function featureOfColumn(
  name: string,
  written: ColumnSchema,
  missing: readonly string[],
): FeatureSpec {
  const column = withAbsences(written, missing, written.special);
  const { kind, immutable, special, effort } = column;
  const common = {
    ...{ name, kind, immutable },
    ...(Object.keys(special).length > 0 && { special }),
    ...(effort !== undefined && { effort }),
  };
  if (kind === 'categorical')
    return { ...common, direction: 'any', ...codesOf(column.labels), ...ruleOf(column) };
  const { direction } = column;
  if (kind === 'ordinal') {
    return {
      ...common,
      direction,
      ...(column.values && { values: column.values }),
      ...codesOf(column.labels),
      ...ruleOf(column),
    };
  }
  const { integer, bounds, step, scale, unit } = column;
  return {
    ...common,
    direction,
    integer,
    ...(bounds && { bounds }),
    ...(step !== undefined && { step }),
    ...(scale === 'robust' && { scaling: scale }),
    ...(unit?.length === 1 && { unit: unit[0]! }),
    ...ruleOf(column),
  };
}

/**
 * What a group of columns says of its feature.
 *
 * @param missing The words of the data set that mean "missing".
 */
export function featureOfGroup(name: string, written: GroupSchema, missing: readonly string[]): FeatureSpec {
  const group = withAbsences(written, missing, {});
  const { immutable, effort } = group;
  return {
    ...{ name, kind: 'categorical', immutable, direction: 'any' },
    ...(effort !== undefined && { effort }),
    ...ruleOf(group),
  };
}

type Rules = {
  readonly [Key in Exclude<keyof ColumnRule, 'maxChange'>]?: ColumnRule[Key] | undefined;
} & {
  readonly maxChange?:
    | { readonly amount?: number | undefined; readonly percent?: number | undefined }
    | undefined;
};

/** What is written of a column, with what its cells of no value mean in place of the cells; other words stay as they are. */
function withAbsences<Written extends { readonly obtainable?: readonly string[] | undefined }>(
  column: Written,
  missing: readonly string[],
  special: Readonly<Record<string, string>>,
): Written {
  const { obtainable } = column;
  if (obtainable === undefined) return column;
  const meaningOf = wordLookup(
    new Map([...missing.map((word) => [word, missingLabel] as const), ...Object.entries(special)]),
  );
  return { ...column, obtainable: obtainable.map((word) => meaningOf(word) ?? word) };
}

/** What the file writes for levels that have a label of their own. */
function codesOf(labels: Readonly<Record<string, string>>): Pick<FeatureSpec, 'codes'> {
  return Object.keys(labels).length === 0 ? {} : { codes: labels };
}

/** The rule of a column as it is written, where it says anything. */
function ruleOf(rules: Rules): { rule?: ColumnRule } {
  const { reason, costWeight, maxChange, to, forbidden, moves, time, obtainable } = rules;
  const rule: ColumnRule = {
    ...(reason !== undefined && { reason }),
    ...(maxChange && {
      // The keys that are absent in the text are absent in the value, not undefined.
      maxChange: maxChange as MaxChange,
    }),
    ...(to && { to }),
    ...(forbidden && { forbidden }),
    ...(moves && { moves }),
    ...(costWeight !== undefined && { costWeight }),
    ...(time && { time }),
    ...(obtainable && { obtainable }),
  };
  return Object.keys(rule).length === 0 ? {} : { rule };
}
