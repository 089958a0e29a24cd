import { classLabel, type Column, columnReader } from './column.ts';
import { meanOver } from './ratio.ts';
import type { Statistic } from './statistic.ts';

export interface MultiplicityInput {
  /** `[rows]` predictions of the model that decides. */
  readonly baseline: Column;
  /** Predictions `[rows]` of each equally good model: other seeds, other students. */
  readonly competitors: readonly Column[];
}

/**
 * Ambiguity: the share of instances to which at least one competing model gives another class than the
 * baseline. Range 0–1.
 *
 * @returns the share; its count is the number of instances.
 * @throws {MetricsError} on unequal lengths or a class that is no integer.
 * @see Marx, Calmon and Ustun 2020, Predictive Multiplicity in Classification, §3.
 */
export function ambiguity(input: MultiplicityInput): Statistic {
  const read = columnReader('ambiguity');
  const baseline = read('baseline', input.baseline, classLabel);
  const competitors = input.competitors.map((one, index) => read(`competitors[${index}]`, one, classLabel));
  return meanOver(new Float64Array(baseline.length).fill(1), (row) =>
    Number(competitors.some((one) => one[row] !== baseline[row])),
  );
}
