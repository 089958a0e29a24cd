import { DatasetError } from '../internals/dataset-error.ts';
import type { FeatureSpec } from '../dataset/feature-spec.ts';
import type { ActionRelation, PlausibilityRule } from '../policies/action-policy.ts';
import { relatedFeatures } from '../policies/related-features.ts';
import { absencesOf } from './absence.ts';
import type { Feature, FeatureSpace } from './feature-space.ts';
import { fitCategorical } from './fit-categorical.ts';
import { fitLevels } from './fit-levels.ts';
import { fitNumeric } from './fit-numeric.ts';
import { fitOrdinal } from './fit-ordinal.ts';
import { stepOf } from './steps/step-of.ts';
import type { TableColumn, Table } from '../tables/table.ts';
import { misfit, type FittedFeature, type UnplacedFeature } from './unplaced-feature.ts';
import { whyDropped } from './why-dropped.ts';

export interface FitFeatureSpaceOptions {
  readonly table: Table;
  readonly features: readonly FeatureSpec[];
  /** Rows that means, deviations, ranges and reachable categories are learned from. At least one. */
  readonly trainRows: Int32Array;
  /** Largest number of features an action may change; a whole number ≥ 1. */
  readonly sparsity: number;
  /** What features have to do with each other in one action. Default: nothing. */
  readonly relations?: readonly ActionRelation[] | undefined;
  /** How near actions have to lead to approved people. Default: they may lead anywhere. */
  readonly plausibility?: PlausibilityRule | undefined;
  /** Ordinal features that are encoded as one column a level, for models that see them so. Default: none. */
  readonly oneHot?: readonly string[] | undefined;
}

/**
 * Learns the encoding of a table from its training rows.
 *
 * Numeric and ordinal features are standardised (population standard deviation; 1 where it is 0). A categorical
 * feature has one column per level that occurs anywhere in the table, so the width does not depend on the split.
 * A feature with a step has its bounds on the grid, and every multiple of the step is encoded to the same bits whoever
 * holds it. A missing value is a category of its own: `(missing)` at the end of a categorical feature, or, beside a numeric
 * or ordinal one, an immutable feature `<name> (missing)`, while the value itself is replaced by the training mean (robust:
 * the median; ordinal: the nearest permitted value to the mean). So is each special code, by its meaning. A feature that is
 * the same for every training row, or has no value in any, has no column; `dropped` says so.
 *
 * @throws DatasetError where a spec does not fit its column, no feature varies, or a relation names one that is dropped.
 */
export function fitFeatureSpace({
  table,
  features,
  trainRows,
  sparsity,
  relations,
  plausibility,
  oneHot = [],
}: FitFeatureSpaceOptions): FeatureSpace {
  if (!Number.isInteger(sparsity) || sparsity < 1) {
    throw new DatasetError(`fitFeatureSpace: sparsity is a whole number ≥ 1 (got ${sparsity}). Correct it.`);
  }
  if (trainRows.length === 0) {
    throw new DatasetError(
      'fitFeatureSpace: at least one training row is needed (got 0). Use a larger table.',
    );
  }
  const placed: Feature[] = [];
  const dropped: Record<string, string> = {};
  let start = 0;
  for (const spec of features) {
    const column = table.columns[spec.name];
    if (column === undefined) {
      const known = Object.keys(table.columns).join(', ');
      throw new DatasetError(
        `fitFeatureSpace: no column "${spec.name}" (expected one of ${known}). Correct its name.`,
      );
    }
    const fit = fitterOf(spec, column, oneHot.includes(spec.name));
    const why = whyDropped(column, trainRows);
    if (why !== undefined) {
      dropped[spec.name] = `"${spec.name}" is left out, since ${why}.`;
      continue;
    }
    const [feature, indicator] = fit(trainRows);
    const absentColumns = columnsOfAbsence(feature, indicator, column, start);
    placed.push({ ...feature, start, ...(absentColumns.length > 0 && { absentColumns }) });
    start += feature.width;
    if (indicator !== undefined) {
      placed.push({ ...indicator, start });
      start += indicator.width;
    }
  }
  assertSomethingVaries(placed, dropped, relations);
  return {
    width: start,
    features: placed,
    sparsity,
    ...(Object.keys(dropped).length > 0 && { dropped }),
    ...(relations && { relations }),
    ...(plausibility && { plausibility }),
  };
}

function assertSomethingVaries(
  placed: readonly Feature[],
  dropped: Readonly<Record<string, string>>,
  relations: readonly ActionRelation[] = [],
): void {
  if (placed.length === 0) {
    throw new DatasetError(
      `fitFeatureSpace: at least one feature varies over the training rows (got none: ` +
        `${Object.values(dropped).join(' ') || 'no feature'}). Add one.`,
    );
  }
  for (const relation of relations) {
    const name = relatedFeatures(relation).find((one) => Object.hasOwn(dropped, one));
    if (name !== undefined) {
      throw new DatasetError(
        `fitFeatureSpace: a relation "${relation.kind}" names features that vary (got "${name}"): ${dropped[name]} ` +
          'Remove the relation.',
      );
    }
  }
}

/** The columns that are 1 for people without a value: of the indicator but `known`, else of the categories that say so. */
function columnsOfAbsence(
  feature: UnplacedFeature,
  indicator: UnplacedFeature | undefined,
  column: TableColumn,
  start: number,
): number[] {
  if (indicator !== undefined) {
    return Array.from({ length: indicator.width - 1 }, (_, index) => start + feature.width + 1 + index);
  }
  return absencesOf(column).map((label) => start + feature.categories!.indexOf(label));
}

/** The fit of a feature on its training rows; the kinds of feature and column agree. */
function fitterOf(
  spec: FeatureSpec,
  column: TableColumn,
  oneHot: boolean,
): (trainRows: Int32Array) => FittedFeature {
  if (spec.kind !== 'numeric') stepOf(spec);
  if (spec.kind === 'numeric') {
    if (column.kind !== 'number') throw misfit(spec, 'a column of numbers');
    return (trainRows) => fitNumeric(spec, column, trainRows);
  }
  if (column.kind !== 'level') throw misfit(spec, 'a column of levels');
  if (spec.kind === 'ordinal' && oneHot) return (trainRows) => [fitLevels(spec, column, trainRows)];
  return spec.kind === 'ordinal'
    ? (trainRows) => fitOrdinal(spec, column, trainRows)
    : (trainRows) => [fitCategorical(spec, column, trainRows)];
}
