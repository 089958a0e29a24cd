import type { AccuracyInput } from './accuracy.ts';
import { classLabel, columnReader } from './column.ts';
import { compose } from './compose.ts';
import { meanOver } from './ratio.ts';
import { type Statistic, undefinedEstimate } from './statistic.ts';

/**
 * Balanced accuracy: the unweighted mean over the true classes of the share predicted correctly. Range 0–1;
 * a constant prediction scores one over the number of classes. The classes are those of `label`; on a subset
 * that lacks one of them the metric is undefined.
 *
 * @returns the mean recall; its count is the number of test instances.
 * @throws {MetricsError} on unequal lengths or a class that is no integer.
 */
export function balancedAccuracy(input: AccuracyInput): Statistic {
  const read = columnReader('balancedAccuracy');
  const label = read('label', input.label, classLabel);
  const prediction = read('prediction', input.prediction, classLabel);
  const classes = label.length === 0 ? [0] : [...new Set(label)];
  const recalls = classes.map((one) =>
    meanOver(
      label.map((value) => Number(value === one)),
      (row) => Number(prediction[row] === one),
    ),
  );
  return compose('balancedAccuracy', recalls, (estimates) => {
    let total = 0;
    let count = 0;
    for (const recall of estimates) {
      if (recall.count === 0) return undefinedEstimate;
      total += recall.value;
      count += recall.count;
    }
    return { value: total / estimates.length, count };
  });
}
