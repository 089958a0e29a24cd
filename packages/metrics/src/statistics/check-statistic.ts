import { refusal } from '../internals/check.ts';
import { describeValue } from '../internals/describe-value.ts';
import type { Statistic } from './statistic.ts';

/**
 * Returns what was given after checking that it is a statistic.
 *
 * @throws MetricsError when it is anything else, such as the value of one.
 */
export function checkStatistic(origin: string, name: string, given: unknown): Statistic {
  const { evaluate } = (given ?? {}) as Partial<Statistic>;
  if (typeof evaluate === 'function') return given as Statistic;
  const remedy = 'Pass all that a metric returns, not its value alone.';
  throw refusal(origin, name, 'a Statistic', describeValue(given), remedy);
}

/**
 * Returns what was given after checking that it is a list of statistics.
 *
 * @throws MetricsError naming the first entry that is none.
 */
export function checkStatistics(origin: string, name: string, given: unknown): readonly Statistic[] {
  return checkList(origin, name, given, 'Statistics').map((one, index) =>
    checkStatistic(origin, `${name}[${index}]`, one),
  );
}

/**
 * Returns what was given after checking that it is an array, of anything.
 *
 * @param of what the array should hold, completing `expected an array of …`
 * @throws MetricsError when it is none.
 */
export function checkList(origin: string, name: string, given: unknown, of: string): readonly unknown[] {
  if (Array.isArray(given)) return given;
  throw refusal(origin, name, `an array of ${of}`, describeValue(given), 'Give a list in [ ].');
}
