import type { AggregateName } from './aggregates.ts';
import type { DeniedAggregate } from './denied-aggregates.ts';
import type { MarginAggregate } from './margin-aggregates.ts';
import type { TestAggregate } from './test-aggregates.ts';

/** Every aggregate of the protocol: as statistics, as estimates with intervals, as gaps. */
export interface Aggregates<Value> {
  /** Over the whole test set. */
  readonly test: Readonly<Record<TestAggregate, Value>>;
  /** Over the denied; `nearMissFidelity` over near misses of both kinds together. */
  readonly denied: Readonly<Record<DeniedAggregate, Value>>;
  /** The near misses of the kind `short` at one fraction ρ each, in the order of the record. */
  readonly nearMiss: readonly { readonly fraction: number; readonly nearMissShort: Value }[];
  /** One entry an issue margin κ, ascending. */
  readonly margins: readonly ({ readonly kappa: number } & Readonly<Record<MarginAggregate, Value>>)[];
}

/** One of the aggregates, at an issue margin where it has one; `undefined` where that was not measured. */
export function aggregateAt<Value>(
  { test, denied, margins }: Aggregates<Value>,
  name: AggregateName,
  kappa: number,
): Value | undefined {
  if (name in test) return test[name as TestAggregate];
  if (name in denied) return denied[name as DeniedAggregate];
  return margins.find((margin) => margin.kappa === kappa)?.[name as MarginAggregate];
}

function mapGroup<Name extends string, From, To>(
  group: Readonly<Record<Name, From>>,
  change: (value: From) => To,
): Record<Name, To> {
  const entries = Object.entries<From>(group).map(([name, value]) => [name, change(value)]);
  return Object.fromEntries(entries) as Record<Name, To>;
}

/** Applies a function to every aggregate and keeps their arrangement. */
export function mapAggregates<From, To>(
  aggregates: Aggregates<From>,
  change: (value: From) => To,
): Aggregates<To> {
  return {
    test: mapGroup(aggregates.test, change),
    denied: mapGroup(aggregates.denied, change),
    nearMiss: aggregates.nearMiss.map(({ fraction, ...group }) => ({ fraction, ...mapGroup(group, change) })),
    margins: aggregates.margins.map(({ kappa, ...group }) => ({ kappa, ...mapGroup(group, change) })),
  };
}
