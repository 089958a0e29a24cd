import type { FeatureSpec } from '../dataset/feature-spec.ts';
import type { LevelColumn } from '../tables/table.ts';
import { fitCategorical } from './fit-categorical.ts';
import { misfit, type UnplacedFeature } from './unplaced-feature.ts';

/**
 * Levels in order, one column each, with the number of each level beside them: an action keeps to their order.
 *
 * @throws DatasetError where values do not ascend or are not one per level.
 */
export function fitLevels(spec: FeatureSpec, column: LevelColumn, trainRows: Int32Array): UnplacedFeature {
  const { values = column.levels.map((_, level) => level), direction, ...rest } = spec;
  if (
    values.length !== column.levels.length ||
    values.some((value, at) => at > 0 && value <= values[at - 1]!)
  ) {
    throw misfit(spec, `${column.levels.length} strictly ascending values`);
  }
  const feature = fitCategorical({ ...rest, kind: 'categorical', direction: 'any' }, column, trainRows);
  const ranks = feature.categories!.flatMap((category) => {
    const level = column.levels.indexOf(category);
    return level < 0 ? [] : [values[level]!];
  });
  return { ...feature, direction, ranks };
}
