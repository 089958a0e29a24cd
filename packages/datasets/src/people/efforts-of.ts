import type { FeatureSpec } from '../dataset/feature-spec.ts';
import type { FeatureSpace } from '../encoding/feature-space.ts';
import type { Table } from '../tables/table.ts';

/** By how much harder than usual changes are for one person, above 0 by feature; 1 for features that are not named. */
export type PersonEfforts = Readonly<Record<string, number>>;

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
export function effortsOf({ table, features }: EffortsOfInput, rows: ArrayLike<number>): PersonEfforts[] {
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

/**
 * {@link effortsOf} by the features that a space has, since what is the same for everybody has no column to act on.
 *
 * @param rows Which people, by row of the table.
 * @returns One record a person, in their order; undefined where no column says how hard changes are.
 */
export function effortsWithin(
  people: EffortsOfInput,
  space: FeatureSpace,
  rows: ArrayLike<number>,
): PersonEfforts[] | undefined {
  const known = new Set(space.features.map(({ name }) => name));
  const features = people.features.filter(({ name, effort }) => effort !== undefined && known.has(name));
  return features.length === 0 ? undefined : effortsOf({ table: people.table, features }, rows);
}
