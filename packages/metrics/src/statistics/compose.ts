import { nonNegative, checkEqual, checkValue } from '../internals/check.ts';
import { type Estimate, type Statistic, statistic } from './statistic.ts';

/**
 * A statistic computed from others over the same rows, which therefore are resampled and split together.
 *
 * @param combine takes the function that evaluates one of the parts: what it does not ask for takes no time.
 * @throws MetricsError when the parts have different numbers of rows, or there is no part.
 */
export function compose(
  origin: string,
  parts: readonly Statistic[],
  combine: (part: (index: number) => Estimate) => Estimate,
): Statistic {
  const rows = checkValue(origin, 'number of rows', parts[0]?.rows, {
    ...nonNegative,
    remedy: 'Give at least one statistic.',
  });
  for (const part of parts) checkEqual(origin, 'number of rows', rows, part.rows);
  return statistic(rows, (sample) => combine((index) => parts[index]!.evaluate(sample)));
}
