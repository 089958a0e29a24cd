import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  parseRecord,
  pairedComparison,
  recordStatistics,
  type Aggregates,
  type PairedComparison,
  type Statistic,
} from '@cfq/metrics';
import { DamagedFileError } from './benchmark-error.ts';
import { oneLine } from './one-line.ts';

/** Two records of the same seed: the same teacher, the same people, two students. */
export interface RecordPair {
  readonly first: string;
  readonly second: string;
}

/** The difference `first − second` of one aggregate, with its paired bootstrap interval. */
export interface PairedInterval {
  readonly name: string;
  readonly comparison: PairedComparison;
}

const lead = (kappa: number, { margins }: Aggregates<Statistic>) => {
  const margin = margins.find((one) => one.kappa === kappa);
  if (margin === undefined) throw new DamagedFileError(`record: has no issue margin ${kappa}.`);
  return margin;
};

/**
 * Compares two methods over the same people and seeds from their stored per-instance records.
 *
 * @param pairs paths of the records, one pair a seed
 * @param kappa the issue margin of the aggregates that have one
 * @param resamples how many the intervals rest on
 * @throws DamagedFileError where a record cannot be read
 */
export function pairedIntervals(
  pairs: readonly RecordPair[],
  kappa: number,
  resamples = 1000,
): PairedInterval[] {
  const statistics = pairs.map(
    ({ first, second }) => [readStatistics(first), readStatistics(second)] as const,
  );
  const compared: readonly (readonly [string, (aggregates: Aggregates<Statistic>) => Statistic])[] = [
    [`VD at κ = ${kappa}`, (aggregates) => lead(kappa, aggregates).validityDrop],
    ['faithfulness error', (aggregates) => lead(kappa, aggregates).faithfulnessError],
    ['near-miss fidelity', ({ population }) => population.nearMissFidelity],
    ['over-grant', ({ population }) => population.overGrant],
    ['agreement', ({ test }) => test.agreement],
    ['accuracy', ({ test }) => test.accuracyStudent],
  ];
  return compared.map(([name, pick]) => ({
    name,
    comparison: pairedComparison({
      first: statistics.map(([first]) => pick(first)),
      second: statistics.map(([, second]) => pick(second)),
      seed: 0,
      resamples,
    }),
  }));
}

function readStatistics(path: string): Aggregates<Statistic> {
  try {
    return recordStatistics(parseRecord(gunzipSync(readFileSync(path)).toString('utf8')));
  } catch (error) {
    throw new DamagedFileError(`${path}: not a whole record (${oneLine(error)}).`);
  }
}
