import { meanOver } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';
import { type CompetingInput, readCompeting } from './competing-predictions.ts';

/**
 * Ambiguity: the share of people about whom at least one competing model says otherwise than the baseline. Range 0–1.
 * High ambiguity means that a choice among equally good models decides about many people.
 *
 * @returns the share; its count is the number of rows.
 * @throws MetricsError on sizes that disagree, a class that is no integer, or no competing model.
 * @see Marx, Calmon and Ustun 2020, "Predictive Multiplicity in Classification" (arXiv 1909.06677).
 */
export function ambiguity(input: CompetingInput): Statistic {
  const { rows, models, conflict } = readCompeting('ambiguity', input);
  const disputed = (row: number) => {
    for (let model = 0; model < models; model += 1) if (conflict(row, model)) return 1;
    return 0;
  };
  return meanOver(new Float64Array(rows).fill(1), disputed);
}
