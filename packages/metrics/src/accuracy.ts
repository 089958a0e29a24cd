import { classLabel, type Column, columnReader } from './column.ts';
import { meanOver } from './ratio.ts';
import type { Statistic } from './statistic.ts';

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
 * @throws {MetricsError} on unequal lengths or a class that is no integer.
 */
export function accuracy(input: AccuracyInput): Statistic {
  const read = columnReader('accuracy');
  const label = read('label', input.label, classLabel);
  const prediction = read('prediction', input.prediction, classLabel);
  return meanOver(new Float64Array(label.length).fill(1), (row) => Number(label[row] === prediction[row]));
}
