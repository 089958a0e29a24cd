import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parseRecord, recordFormat, type RecourseRecord, type Statistic } from '@cfq/metrics';
import { aggregateAt, aggregates, recordStatistics } from '@cfq/metrics/aggregates';
import type { CellAggregate } from '../cells/aggregates/aggregate-names.ts';
import { DamagedFileError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';
import { measuredAgain } from '../store/other-protocol.ts';

/** The aggregates in which methods are compared pairwise over the same people. */
export const comparedAggregates = [
  'validityDrop',
  'faithfulnessError',
  'nearMissFidelity',
  'overGrant',
  'agreement',
  'accuracyStudent',
] as const satisfies readonly CellAggregate[];

/** One aggregate of a record, with what it takes to resample it. */
export interface ComparedStatistic {
  readonly name: CellAggregate;
  readonly statistic: Statistic;
}

/** The title of an aggregate that is compared, with its issue margin where it has one. */
export function comparedTitle(name: CellAggregate, kappa: number): string {
  const { title, scope } = aggregates[name];
  return scope === 'margin' ? `${title} at κ = ${kappa}` : title;
}

/**
 * The compared aggregates of the record at a path; of the record itself nothing else is kept.
 *
 * @param kappa the issue margin of the aggregates that have one
 * @throws DamagedFileError where the record cannot be read or lacks the margin
 */
export function comparedStatistics(path: string, kappa: number): ComparedStatistic[] {
  const statistics = recordStatistics(readRecord(path));
  return comparedAggregates.map((name) => {
    const statistic = aggregateAt(statistics, name, kappa);
    if (statistic === undefined) throw new DamagedFileError(`${path}: has no issue margin ${kappa}.`);
    return { name, statistic };
  });
}

/**
 * The per-instance record at a path.
 *
 * @throws DamagedFileError where it cannot be read or is of an older protocol
 */
export function readRecord(path: string): RecourseRecord {
  let text: string | undefined;
  try {
    text = gunzipSync(readFileSync(path)).toString('utf8');
    return parseRecord(text);
  } catch (error) {
    const older = text === undefined ? undefined : olderFormat(text);
    if (older !== undefined) {
      throw new DamagedFileError(`${path}: a record of an older protocol (${older}). ${measuredAgain}`);
    }
    throw new DamagedFileError(`${path}: not a whole record (${oneLine(error)}).`);
  }
}

/** The format of a record that is whole but older than this version's. */
function olderFormat(text: string): string | undefined {
  try {
    const { format } = JSON.parse(text) as { readonly format?: unknown };
    const version = /^cfq-record\/(\d+)$/.exec(String(format))?.[1];
    const own = /\d+$/.exec(recordFormat)![0];
    return version !== undefined && Number(version) < Number(own) ? String(format) : undefined;
  } catch {
    return undefined;
  }
}
