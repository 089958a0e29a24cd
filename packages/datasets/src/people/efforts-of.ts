import type { FeatureSpec } from '../dataset/feature-spec.ts';
import type { Table } from '../tables/table.ts';

/** People and what says how hard changes are for them. */
export interface EffortsOfInput {
  readonly table: Table;
  readonly features: readonly FeatureSpec[];
}

/**
 * How hard changes are for some people of a table, by the columns that say so: a weight by feature, 1 being as hard as usual,
 * for those features of which a person's row has one. What `effortWeights` of `@cfq/recourse` takes.
 *
 * @param rows Which people, by row of the table.
 * @returns One record a person, in their order.
 */
export function effortsOf(
  { table, features }: EffortsOfInput,
  rows: ArrayLike<number>,
): Record<string, number>[] {
  const told = features.flatMap(({ name, effort }) => {
    const column = effort === undefined ? undefined : table.columns[effort];
    return column?.kind === 'number' ? [{ name, values: column.values }] : [];
  });
  return Array.from(rows, (row) =>
    Object.fromEntries(
      told.flatMap(({ name, values }) => (Number.isNaN(values[row]!) ? [] : [[name, values[row]!] as const])),
    ),
  );
}
