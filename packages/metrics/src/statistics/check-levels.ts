import { refusal } from '../internals/check.ts';
import { describeValue } from '../internals/describe-value.ts';

/**
 * Checks the names of groups: each is text, none is empty, and no two are the same, for the second would take the place
 * of the first.
 *
 * @throws MetricsError naming the first that is not.
 */
export function checkLevels(origin: string, name: string, levels: readonly unknown[]): void {
  levels.forEach((level, place) => {
    const at = `${name}[${place}]`;
    if (typeof level !== 'string' || level === '') {
      throw refusal(origin, at, 'the name of a group', describeValue(level), 'Name every group.');
    }
    if (levels.indexOf(level) === place) return;
    const remedy = 'Merge the two groups, or give them two names.';
    throw refusal(origin, at, 'each name once', `${describeValue(level)} again`, remedy);
  });
}
