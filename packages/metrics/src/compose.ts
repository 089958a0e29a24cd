import { MetricsError } from './metrics-error.ts';
import type { Estimate, Statistic } from './statistic.ts';

/**
 * A statistic computed from others over the same rows, which therefore are reweighted and reduced together.
 *
 * @throws {MetricsError} when the parts have different numbers of rows, or there is no part.
 */
export function compose(
  origin: string,
  parts: readonly Statistic[],
  combine: (estimates: readonly Estimate[]) => Estimate,
): Statistic {
  const rows = parts[0]?.rows ?? Number.NaN;
  const stranger = parts.find((part) => part.rows !== rows);
  if (stranger || parts.length === 0) {
    const remedy = 'Compute the parts from the same instances';
    throw new MetricsError(origin, 'parts must share their rows', rows, stranger?.rows, remedy);
  }
  return {
    ...combine(parts),
    rows,
    evaluate: (weights) => combine(parts.map((part) => part.evaluate(weights))),
    take: (indices) =>
      compose(
        origin,
        parts.map((part) => part.take(indices)),
        combine,
      ),
  };
}
