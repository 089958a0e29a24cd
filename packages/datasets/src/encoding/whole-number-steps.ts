import type { Table } from '../tables/table.ts';
import type { FeatureSpace } from './feature-space.ts';

/**
 * Steps of 1 for the numeric features that declare none and yet hold whole numbers alone: what advice in raw units should
 * keep to, since nobody has half a child. A feature space is not changed by it; hand the steps to whoever gives advice
 * (`adviceLimits` of `@cfq/recourse`).
 *
 * Missing values and special codes do not count. A feature without a value among the rows gets no step.
 *
 * @param rows - Which rows of the table are looked at, those of training for instance. Default: all.
 * @returns By feature name.
 */
export function wholeNumberSteps(
  { features }: FeatureSpace,
  { columns, rows: count }: Table,
  rows: ArrayLike<number> = { length: count },
): Record<string, number> {
  const steps: Record<string, number> = {};
  for (const { name, kind, step, indicates } of features) {
    const column = columns[name];
    if (kind !== 'numeric' || step !== undefined || indicates !== undefined || column?.kind !== 'number')
      continue;
    const { values } = column;
    const held = Array.from(rows, (row: number | undefined, at) => values[row ?? at]!).filter(
      (value) => !Number.isNaN(value),
    );
    if (held.length > 0 && held.every((value) => Number.isInteger(value))) steps[name] = 1;
  }
  return steps;
}
