export type { Aggregate, AggregateDescription, Better, Scope, Unit } from './aggregate.ts';
export { type AggregateName, aggregates, headingOf, leadAggregates, unitFactor } from './aggregates.ts';
export type { DeniedAggregate } from './denied-aggregates.ts';
export { aggregateAt, type Aggregates, mapAggregates } from './map-aggregates.ts';
export type { MarginAggregate } from './margin-aggregates.ts';
export { recordStatistics } from './record-statistics.ts';
export {
  type GapEstimate,
  type SubgroupSummary,
  summarize,
  type Summary,
  type SummaryOptions,
} from './summarize.ts';
export type { TestAggregate } from './test-aggregates.ts';
