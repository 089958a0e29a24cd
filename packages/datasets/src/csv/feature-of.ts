import type { FeatureSpec } from '../dataset/feature-spec.ts';
import type { ColumnRule, MaxChange } from '../policies/action-policy.ts';
import type { ColumnSchema, GroupSchema } from './dataset-schema.ts';

/** What a column of a schema says of its feature. Levels are called by their labels. */
export function featureOfColumn(name: string, column: ColumnSchema): FeatureSpec {
  const { kind, immutable } = column;
  const common = { name, kind, immutable };
  if (kind === 'categorical') return { ...common, direction: 'any', ...ruleOf(column, column.labels) };
  const { direction } = column;
  if (kind === 'ordinal') {
    return {
      ...common,
      direction,
      ...(column.values && { values: column.values }),
      ...ruleOf(column, column.labels),
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
    ...ruleOf(column, {}),
  };
}

/** What a group of columns says of its feature. */
export function featureOfGroup(name: string, group: GroupSchema): FeatureSpec {
  return { name, kind: 'categorical', immutable: group.immutable, direction: 'any', ...ruleOf(group, {}) };
}

type Rules = {
  readonly [Key in Exclude<keyof ColumnRule, 'maxChange'>]?: ColumnRule[Key] | undefined;
} & {
  readonly maxChange?:
    { readonly amount?: number | undefined; readonly percent?: number | undefined } | undefined;
};

/** The rule of a column, where it says anything; levels by their labels. */
function ruleOf(rules: Rules, labels: Readonly<Record<string, string>>): { rule?: ColumnRule } {
  const { reason, costWeight, maxChange, to, forbidden, moves } = rules;
  const called = (levels: readonly string[]) => levels.map((level) => labels[level] ?? level);
  const rule: ColumnRule = {
    ...(reason !== undefined && { reason }),
    ...(maxChange && {
      // The keys that are absent in the text are absent in the value, not undefined.
      maxChange: maxChange as MaxChange,
    }),
    ...(to && { to: called(to) }),
    ...(forbidden && { forbidden: called(forbidden) }),
    ...(moves && {
      moves: Object.fromEntries(
        Object.entries(moves).map(([from, targets]) => [labels[from] ?? from, called(targets)]),
      ),
    }),
    ...(costWeight !== undefined && { costWeight }),
  };
  return Object.keys(rule).length === 0 ? {} : { rule };
}
