import type { FeatureSpec } from '../dataset/feature-spec.ts';
import type { LevelColumn } from '../tables/table.ts';
import { absencesOf } from './absence.ts';
import { baseOf, misfit, oneHot, type UnplacedFeature } from './unplaced-feature.ts';

/**
 * One column per level that occurs anywhere in the table, then one per absence that does. An action may move to levels
 * that training rows hold.
 *
 * @throws DatasetError for a direction, which categories do not have.
 */
export function fitCategorical(
  spec: FeatureSpec,
  column: LevelColumn,
  trainRows: Int32Array,
): UnplacedFeature {
  if (spec.direction !== 'any') throw misfit(spec, 'direction "any", since categories have no order');
  const occurring = new Set(column.codes);
  const trained = new Set(trainRows.map((row) => column.codes[row]!));
  const codes = column.levels.map((_, code) => code).filter((code) => occurring.has(code));
  const categories = codes.map((code) => column.levels[code]!);
  const reachable = codes.map((code) => trained.has(code));
  const unheld = column.levels.filter((_, code) => !occurring.has(code));
  for (const absence of absencesOf(column)) {
    categories.push(absence);
    reachable.push(false);
  }
  return {
    ...baseOf(spec),
    width: categories.length,
    categories,
    reachable,
    ...(unheld.length > 0 && { unheld }),
    ...oneHot,
  };
}
