import { estimateOf, type Statistic, statistic } from '../statistics/statistic.ts';
import { type CompetingInput, readCompeting } from './competing-predictions.ts';

/**
 * Discrepancy: the largest share of people whose prediction changes when one competing model takes the place of the
 * baseline. Range 0–1, never above the ambiguity.
 *
 * @returns the share of the competitor that changes most; its count is the number of rows.
 * @throws MetricsError on sizes that disagree, a class that is no integer, or no competing model.
 * @see Marx, Calmon and Ustun 2020, "Predictive Multiplicity in Classification" (arXiv 1909.06677).
 */
export function discrepancy(input: CompetingInput): Statistic {
  const { rows, models, conflict } = readCompeting('discrepancy', input);
  const changed = Array.from({ length: models }, (_, model) =>
    Float64Array.from({ length: rows }, (_, row) => Number(conflict(row, model))),
  );
  const all = new Float64Array(rows).fill(1);
  return statistic(rows, ({ sum }) => {
    const count = sum(all);
    return estimateOf(Math.max(...changed.map((one) => sum(one) / count)), count);
  });
}
