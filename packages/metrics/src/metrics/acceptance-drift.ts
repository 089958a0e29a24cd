import { favourable, type FavourableInput } from './parts/favourable.ts';
import { meanOver } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

/**
 * Acceptance drift: the favourable rate of the student minus that of the teacher on the whole test set.
 * Range −1 to 1 (a share, not points), 0 is best; positive: the student approves more people.
 *
 * @returns the difference of rates; its count is the number of test instances.
 * @throws MetricsError on unequal lengths or a class that is no integer.
 */
export function acceptanceDrift(input: FavourableInput): Statistic {
  const { teacher, student } = favourable('acceptanceDrift', input);
  return meanOver(
    teacher.map(() => 1),
    (row) => student[row]! - teacher[row]!,
    [-1, 1],
  );
}
