import type { AccuracyInput } from './accuracy.ts';
import { classLabel } from '../internals/check.ts';
import { readColumns } from '../internals/column.ts';
import { meanOver } from '../statistics/ratio.ts';
import { estimateOf, type Statistic, statistic } from '../statistics/statistic.ts';

/**
 * Balanced accuracy: the unweighted mean over the true classes of the share predicted correctly. Range 0–1;
 * a constant prediction scores one over the number of classes. The classes are those of `label`; on a subset
 * that lacks one of them the metric is undefined.
 *
 * @returns the mean recall; its count is the number of test instances.
 * @throws MetricsError on unequal lengths or a class that is no integer.
 */
export function balancedAccuracy(input: AccuracyInput): Statistic {
  const { label, prediction } = readColumns('balancedAccuracy', input, {
    label: classLabel,
    prediction: classLabel,
  });
  const recalls = [...new Set(label)].map((one) =>
    meanOver(
      label.map((value) => Number(value === one)),
      (row) => Number(prediction[row] === one),
    ),
  );
  return statistic(label.length, (sample) => {
    let value = 0;
    let count = 0;
    for (const recall of recalls) {
      const found = recall.evaluate(sample);
      value += found.value / recalls.length;
      count += found.count;
    }
    return estimateOf(value, count);
  });
}
