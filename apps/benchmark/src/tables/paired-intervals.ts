import { pairedComparisons, type PairedComparison } from '@cfq/metrics';
import type { CellAggregate } from '../cells/aggregates/aggregate-names.ts';
import { comparedStatistics, comparedTitle, type ComparedStatistic } from './compared-statistics.ts';

/** Two records of the same seed: the same teacher, the same people, two students. */
export interface RecordPair {
  readonly first: string;
  readonly second: string;
}

/** The difference `first − second` of one aggregate, with its paired bootstrap interval. */
export interface PairedInterval {
  readonly name: CellAggregate;
  /** For people: the aggregate, and its issue margin where it has one. */
  readonly title: string;
  readonly comparison: PairedComparison;
}

/** What reads the aggregates of the record at a path, at one issue margin. */
export type StatisticsReader = (path: string, kappa: number) => readonly ComparedStatistic[];

/**
 * Compares two methods over the same people and seeds from their stored per-instance records.
 *
 * @param pairs paths of the records, one pair a seed
 * @param kappa the issue margin of the aggregates that have one
 * @param resamples how many the intervals rest on
 * @param read reads one record; by default anew each time
 * @throws DamagedFileError where a record cannot be read
 */
export function pairedIntervals(
  pairs: readonly RecordPair[],
  kappa: number,
  resamples = 1000,
  read: StatisticsReader = comparedStatistics,
): PairedInterval[] {
  const [first, second] = (['first', 'second'] as const).map((side) =>
    pairs.map((pair) => read(pair[side], kappa)),
  );
  const names = (first?.[0] ?? []).map(({ name }) => name);
  const sideOf = (side: typeof first, at: number) => (side ?? []).map((seed) => seed[at]!.statistic);
  const comparisons = pairedComparisons({
    pairs: Object.fromEntries(
      names.map((name, at) => [name, { first: sideOf(first, at), second: sideOf(second, at) }]),
    ),
    seed: 0,
    resamples,
  });
  return names.map((name) => ({
    name,
    title: comparedTitle(name, kappa),
    comparison: comparisons[name]!,
  }));
}
