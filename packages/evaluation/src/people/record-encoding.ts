import type { FeatureSpace } from '@cfq/datasets';
import type { RecordEncoding } from '@cfq/metrics';
import type { EvaluationProblem } from '../evaluation-problem.ts';

/**
 * What a record says of the columns of its actions, of what may change and of what it costs.
 *
 * @param population - `[denied]` the rows of the people of the record
 */
export function recordEncoding(
  featureSpace: FeatureSpace,
  { actionSet, cost = { norm: 'l1' }, efforts }: EvaluationProblem,
  population: Int32Array,
): RecordEncoding {
  const { plausibility, ...others } = actionSet;
  const rule =
    plausibility && Object.fromEntries(Object.entries(plausibility).filter(([key]) => key !== 'rows'));
  const width = efforts?.shape[1] ?? 0;
  const effortsOf = (row: number) => Array.from(efforts!.data.slice(row * width, (row + 1) * width));
  return {
    featureSpace,
    actionSet: { ...others, ...(rule && { plausibility: rule }) },
    cost: { ...cost, ...(efforts && { efforts: Array.from(population, effortsOf) }) },
  };
}
