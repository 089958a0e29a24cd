import { favourable, type FavourableInput } from './parts/favourable.ts';
import { meanOver } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

/**
 * Over-grant: among the people the teacher denies, the share the student approves with no action at all.
 * Range 0–1, 0 is best. Give it the whole test set or the denied alone: instances that the teacher approves
 * do not count.
 *
 * @returns the share; its count is the number of denied instances.
 * @throws MetricsError on unequal lengths or a class that is no integer.
 */
export function overGrant(input: FavourableInput): Statistic {
  const { teacher, student } = favourable('overGrant', input);
  return meanOver(
    teacher.map((granted) => 1 - granted),
    (row) => student[row]!,
  );
}
