import { classLabel } from '../internals/check.ts';
import { type Column, readColumns } from '../internals/column.ts';
import { meanOver } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

export interface AccuracyInput {
  /** `[rows]` true classes of the whole test set. */
  readonly label: Column;
  /** `[rows]` predicted classes. */
  readonly prediction: Column;
}

/**
 * Accuracy: the share of the test set predicted correctly. Range 0–1.
 *
 * @returns the share; its count is the number of test instances.
 * @throws MetricsError on unequal lengths or a class that is no integer.
 */
export function accuracy(input: AccuracyInput): Statistic {
  const rules = { label: classLabel, prediction: classLabel };
  const { label, prediction } = readColumns('accuracy', input, rules);
  return meanOver(
    label.map(() => 1),
    (row) => Number(label[row] === prediction[row]),
  );
}
