import { agreement } from './agreement.ts';
import type { MultiplicityInput } from './ambiguity.ts';
import { compose } from './compose.ts';
import { type Statistic, undefinedEstimate } from './statistic.ts';

/**
 * Discrepancy: the largest share of instances that switching from the baseline to one competing model would
 * decide differently. Range 0–1, at most the ambiguity. Undefined with no instances.
 *
 * @returns the share; its count is the number of instances.
 * @throws {MetricsError} on no competitor, unequal lengths or a class that is no integer.
 * @see Marx, Calmon and Ustun 2020, Predictive Multiplicity in Classification, §3.
 */
export function discrepancy(input: MultiplicityInput): Statistic {
  const agreements = input.competitors.map((one) =>
    agreement({ teacherPrediction: input.baseline, studentPrediction: one }),
  );
  return compose('discrepancy', agreements, (parts) => {
    const count = parts[0]?.count ?? 0;
    return count === 0
      ? undefinedEstimate
      : { value: 1 - Math.min(...parts.map((part) => part.value)), count };
  });
}
