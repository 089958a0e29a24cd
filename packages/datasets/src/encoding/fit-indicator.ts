import type { FeatureSpec } from '../dataset/feature-spec.ts';
import { missingLabel } from '../tables/missing-label.ts';
import type { TableColumn } from '../tables/table.ts';
import { absencesOf } from './absence.ts';
import { oneHot, type FittedFeature, type UnplacedFeature } from './unplaced-feature.ts';

/** The category of an indicator for people who have a value. */
export const knownLabel = 'known';

/**
 * A numeric or ordinal feature with its indicator: where a row of the table has no value, an immutable categorical feature
 * `<name> (missing)` of the categories `known`, `(missing)` where it occurs, and each special code that occurs, by its meaning.
 *
 * @param substitute Encoded value that stands in for an absent one.
 */
export function withIndicator(
  feature: UnplacedFeature,
  spec: FeatureSpec,
  column: TableColumn,
  substitute: number,
): FittedFeature {
  const absences = absencesOf(column);
  if (absences.length === 0) return [feature];
  const categories = [knownLabel, ...absences];
  const indicator: UnplacedFeature = {
    name: `${spec.name} ${missingLabel}`,
    kind: 'categorical',
    width: categories.length,
    categories,
    reachable: categories.map((category) => category === knownLabel),
    ...oneHot,
    immutable: true,
    direction: 'any',
    indicates: spec.name,
  };
  return [{ ...feature, substitute }, indicator];
}
