import type { Aggregate, AggregateDescription, Scope, Unit } from './aggregate.ts';
import { type DeniedAggregate, deniedAggregates } from './denied-aggregates.ts';
import { type MarginAggregate, marginAggregates } from './margin-aggregates.ts';
import { type TestAggregate, testAggregates } from './test-aggregates.ts';

/** The name of an aggregate of the protocol. */
export type AggregateName = TestAggregate | DeniedAggregate | MarginAggregate;

function named<Name extends string>(
  scope: Scope,
  definitions: Readonly<Record<Name, AggregateDescription>>,
): { readonly [One in Name]: Aggregate<One> } {
  const entries = Object.entries<AggregateDescription & { of?: unknown }>(definitions);
  return Object.fromEntries(
    entries.map(([name, definition]) => {
      const entry = { name, scope, ...definition };
      delete entry.of;
      return [name, entry];
    }),
  ) as { [One in Name]: Aggregate<One> };
}

/**
 * The catalogue of the protocol's aggregates: one entry a number, in the order in which they are shown. Cells,
 * tables, columns of a CSV file, axes and reports take names, titles, units and digits from it; `recordStatistics`
 * computes each.
 */
export const aggregates: { readonly [Name in AggregateName]: Aggregate<Name> } = {
  ...named('test', testAggregates),
  ...named('denied', deniedAggregates),
  ...named('margin', marginAggregates),
};

/** The aggregates that short tables show, in their order. */
export const leadAggregates = [
  'accuracyStudent',
  'agreement',
  'acceptanceDrift',
  'overGrant',
  'validityDrop',
  'nearMissFidelity',
  'faithfulnessError',
  'counterfactualRecourseGapMedian',
] as const satisfies readonly AggregateName[];

/** How many times larger the number is in its unit than as it is kept: 100 for `percent` and `points`. */
export function unitFactor(unit: Unit): number {
  return unit === 'percent' || unit === 'points' ? 100 : 1;
}

/** The heading of a column: the symbol, and the unit where a reader could not guess it. */
export function headingOf({ symbol, unit }: AggregateDescription): string {
  if (unit === 'percent') return `${symbol} %`;
  return unit === 'points' ? `${symbol}, points` : symbol;
}
