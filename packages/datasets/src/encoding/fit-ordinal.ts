import type { FeatureSpec } from '../dataset/feature-spec.ts';
import type { LevelColumn } from '../tables/table.ts';
import { withIndicator } from './fit-indicator.ts';
import { moments } from './moments.ts';
import { baseOf, misfit, type FittedFeature, type UnplacedFeature } from './unplaced-feature.ts';

/**
 * One standardised number per level; an absent one is replaced by the level nearest to the training mean.
 *
 * @param trainRows At least one of them has a level.
 * @throws DatasetError where values do not ascend or are not one per level.
 */
export function fitOrdinal(spec: FeatureSpec, column: LevelColumn, trainRows: Int32Array): FittedFeature {
  const raw = spec.values ?? column.levels.map((_, index) => index);
  if (
    raw.length !== column.levels.length ||
    raw.some((value, index) => index > 0 && value <= raw[index - 1]!)
  ) {
    throw misfit(spec, `${column.levels.length} strictly ascending values`);
  }
  const train = Float64Array.from(trainRows, (row) => raw[column.codes[row]!] ?? NaN);
  const { offset, scale } = moments(train.filter((value) => !Number.isNaN(value)));
  const values = raw.map((value) => Math.fround((value - offset) / scale));
  const feature: UnplacedFeature = {
    ...baseOf(spec),
    width: 1,
    offset,
    scale,
    lower: values[0]!,
    upper: values.at(-1)!,
    values,
    labels: column.levels,
  };
  const nearest = values.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a));
  return withIndicator(feature, spec, column, nearest);
}
