import { mostPeople } from '../cells/models/people-schema.ts';
import { UsageError } from './benchmark-error.ts';

/**
 * How many people `--show` asks for; 0 where it is not said.
 *
 * @throws UsageError for what is no whole number from 0 to the most that a cell tells of
 */
export function shownPeople(text: string | undefined): number {
  if (text === undefined) return 0;
  const count = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(count <= mostPeople)) {
    throw new UsageError(
      `--show: must be a whole number of people (expected 0 to ${mostPeople}, got "${text}"). As in --show 3.`,
    );
  }
  return count;
}
