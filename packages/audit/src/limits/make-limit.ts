import { auditMetric } from '../numbers/audit-metrics.ts';
import type { Limit } from './limit.ts';
import { LimitError } from './limit-error.ts';
import type { NamedNumber } from './read-name.ts';
import { readQuantity, takesPercent } from './read-quantity.ts';

/** Bounds as written. */
export interface WrittenBounds {
  readonly value?: string | number | undefined;
  readonly min_absolute_change?: string | number | undefined;
  readonly min_relative_change?: string | number | undefined;
  readonly greater_is_better?: boolean | undefined;
}

/**
 * A limit of bounds as they were written.
 *
 * @param where what messages begin with
 * @throws LimitError for a bound that is no number, out of the number's range, a change of what the teacher has not, the
 *   wrong direction, or no bound at all
 */
export function makeLimit(number: NamedNumber, bounds: WrittenBounds, where: string): Limit {
  const metric = auditMetric(number.metric);
  const better = metric.better === 'higher';
  const { greater_is_better: asked = better } = bounds;
  if (asked !== better) {
    throw new LimitError(
      `${where}: of ${number.metric} ${better ? 'more' : 'less'} is better (expected greater_is_better: ${better}, got ${asked}). ` +
        `Bound it from ${better ? 'below' : 'above'}.`,
    );
  }
  const read = (
    key: keyof WrittenBounds & ('value' | `min_${string}`),
    percent: boolean,
  ): number | undefined => {
    const text = bounds[key];
    if (text === undefined) return undefined;
    const quantity = readQuantity(text, percent);
    if (quantity !== undefined) return quantity;
    throw new LimitError(
      `${where}: ${key} is a number${percent ? ' or a percentage' : ` of ${metric.unit}`} (expected e.g. ` +
        `${percent ? '0.5 % or 0.005' : '0.2'}, got "${text}"). Correct it.`,
    );
  };
  const value = read('value', takesPercent(metric));
  const minAbsoluteChange = read('min_absolute_change', takesPercent(metric));
  const minRelativeChange = read('min_relative_change', true);
  const [least, largest] = metric.range;
  if (value !== undefined && (value < least || value > largest)) {
    const remedy = value > 1 && largest === 1 ? ` Write ${value}% for a percentage.` : ' Correct it.';
    throw new LimitError(
      `${where}: ${number.metric} has a range (expected ${least} to ${largest}, got ${value}).${remedy}`,
    );
  }
  if ((minAbsoluteChange ?? minRelativeChange) !== undefined && !metric.baseline) {
    throw new LimitError(
      `${where}: ${number.metric} is a comparison already (expected value, got a change of what the teacher has not). ` +
        'Write value; accuracy, balanced-accuracy, feasible and cost can change.',
    );
  }
  if (minRelativeChange !== undefined && Math.abs(minRelativeChange) > 1) {
    throw new LimitError(
      `${where}: min_relative_change is a share of the teacher's number (expected −1 to 1, got ${minRelativeChange}). Correct it.`,
    );
  }
  if (value === undefined && minAbsoluteChange === undefined && minRelativeChange === undefined) {
    throw new LimitError(
      `${where}: a limit has a bound (expected value, min_absolute_change or min_relative_change, got none). Write one.`,
    );
  }
  return {
    ...number,
    ...(value !== undefined && { value }),
    ...(minAbsoluteChange !== undefined && { minAbsoluteChange }),
    ...(minRelativeChange !== undefined && { minRelativeChange }),
    greaterIsBetter: better,
  };
}
