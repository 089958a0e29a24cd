import { DatasetError } from '../internals/dataset-error.ts';
import type { FeatureSpec } from '../dataset/feature-spec.ts';
import type { Feature, FeatureSpace } from './feature-space.ts';
import { missingLabel } from '../tables/missing-label.ts';
import type { ActionRelation } from '../policies/action-policy.ts';
import { stepOf } from './step-of.ts';
import { stepRange } from './step-range.ts';
import type { TableColumn, LevelColumn, NumberColumn, Table } from '../tables/table.ts';

export interface FitFeatureSpaceOptions {
  readonly table: Table;
  readonly features: readonly FeatureSpec[];
  /** Rows that means, deviations, ranges and reachable categories are learned from. At least one. */
  readonly trainRows: Int32Array;
  /** Largest number of features an action may change; a whole number ≥ 1. */
  readonly sparsity: number;
  /** What features have to do with each other in one action. Default: nothing. */
  readonly relations?: readonly ActionRelation[] | undefined;
}

type Unplaced = Omit<Feature, 'start'>;

/**
 * Learns the encoding of a table from its training rows.
 *
 * Numeric and ordinal features are standardised (population standard deviation; 1 where it is 0). A categorical
 * feature has one column per level that occurs anywhere in the table, so the width does not depend on the split.
 * A feature with a step has its bounds on the grid, and every multiple of the step is encoded to the same bits whoever
 * holds it. A missing value is a category of its own: `(missing)` at the end of a categorical feature, or, beside a numeric
 * or ordinal one, an immutable two-category feature `<name> (missing)`, while the value itself is replaced by the
 * training mean (ordinal: the nearest permitted value to it).
 *
 * @throws DatasetError where a spec does not fit its column, or no training row has a value.
 */
export function fitFeatureSpace({
  table,
  features,
  trainRows,
  sparsity,
  relations,
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
  let start = 0;
  for (const spec of features) {
    const column = table.columns[spec.name];
    if (column === undefined) {
      const known = Object.keys(table.columns).join(', ');
      throw new DatasetError(
        `fitFeatureSpace: no column "${spec.name}" (expected one of ${known}). Correct its name.`,
      );
    }
    const [feature, indicator] = fitFeature(spec, column, trainRows);
    const absentColumns = columnsOfAbsence(feature, indicator, start);
    placed.push({ ...feature, start, ...(absentColumns.length > 0 && { absentColumns }) });
    start += feature.width;
    if (indicator !== undefined) {
      placed.push({ ...indicator, start });
      start += indicator.width;
    }
  }
  return { width: start, features: placed, sparsity, ...(relations && { relations }) };
}

/** The columns that are 1 for people without a value: of the indicator but `known`, else the one of `(missing)`. */
function columnsOfAbsence(feature: Unplaced, indicator: Unplaced | undefined, start: number): number[] {
  if (indicator !== undefined) {
    return Array.from({ length: indicator.width - 1 }, (_, index) => start + feature.width + 1 + index);
  }
  const missing = feature.categories?.indexOf(missingLabel) ?? -1;
  return missing < 0 ? [] : [start + missing];
}

function fitFeature(
  spec: FeatureSpec,
  column: TableColumn,
  trainRows: Int32Array,
): [feature: Unplaced, indicator?: Unplaced] {
  if (spec.kind !== 'numeric') stepOf(spec);
  if (spec.kind === 'numeric') {
    if (column.kind !== 'number') throw misfit(spec, 'a column of numbers');
    return fitNumeric(spec, column, trainRows);
  }
  if (column.kind !== 'level') throw misfit(spec, 'a column of levels');
  return spec.kind === 'ordinal'
    ? fitOrdinal(spec, column, trainRows)
    : [fitCategorical(spec, column, trainRows)];
}

function misfit(spec: FeatureSpec, expected: string): DatasetError {
  return new DatasetError(
    `fitFeatureSpace: ${spec.kind} feature "${spec.name}" needs ${expected}. Change its kind.`,
  );
}

function fitNumeric(
  spec: FeatureSpec,
  column: NumberColumn,
  trainRows: Int32Array,
): [feature: Unplaced, indicator?: Unplaced] {
  const train = Float64Array.from(trainRows, (row) => column.values[row]!).filter(
    (value) => !Number.isNaN(value),
  );
  const { mean, deviation } = moments(spec.name, train);
  const step = stepOf(spec);
  const [lowest, highest] = boundsOnStep(spec, step, [
    train.reduce((a, b) => Math.min(a, b)),
    train.reduce((a, b) => Math.max(a, b)),
  ]);
  const incomplete = column.values.some((value) => Number.isNaN(value));
  const feature: Unplaced = {
    ...base(spec),
    width: 1,
    offset: mean,
    scale: deviation,
    lower: Math.fround((lowest - mean) / deviation),
    upper: Math.fround((highest - mean) / deviation),
    ...(step !== undefined && { step }),
    ...(incomplete && { substitute: 0 }),
  };
  return incomplete ? [feature, indicator(spec)] : [feature];
}

/** The bounds of an action, the outermost multiples of the step within those given or, by default, the training range. */
function boundsOnStep(
  { name, bounds }: FeatureSpec,
  step: number | undefined,
  range: readonly [number, number],
): readonly [number, number] {
  if (step === undefined) return bounds ?? range;
  const [first, last] = stepRange(bounds ?? range, step);
  if (first <= last) return [first * step, last * step];
  if (bounds === undefined) return range;
  throw new DatasetError(
    `fitFeatureSpace: the bounds of "${name}" hold a multiple of its step ${step} (got ${bounds.join(' to ')}). ` +
      'Widen them, or choose a smaller step.',
  );
}

function fitOrdinal(
  spec: FeatureSpec,
  column: LevelColumn,
  trainRows: Int32Array,
): [feature: Unplaced, indicator?: Unplaced] {
  const raw = spec.values ?? column.levels.map((_, index) => index);
  if (
    raw.length !== column.levels.length ||
    raw.some((value, index) => index > 0 && value <= raw[index - 1]!)
  ) {
    throw misfit(spec, `${column.levels.length} strictly ascending values`);
  }
  const train = Float64Array.from(trainRows, (row) => raw[column.codes[row]!] ?? NaN);
  const { mean, deviation } = moments(
    spec.name,
    train.filter((value) => !Number.isNaN(value)),
  );
  const values = raw.map((value) => Math.fround((value - mean) / deviation));
  const incomplete = column.codes.includes(-1);
  const feature: Unplaced = {
    ...base(spec),
    width: 1,
    offset: mean,
    scale: deviation,
    lower: values[0]!,
    upper: values.at(-1)!,
    values,
    labels: column.levels,
    ...(incomplete && { substitute: values.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a)) }),
  };
  return incomplete ? [feature, indicator(spec)] : [feature];
}

function fitCategorical(spec: FeatureSpec, column: LevelColumn, trainRows: Int32Array): Unplaced {
  if (spec.direction !== 'any') throw misfit(spec, 'direction "any", since categories have no order');
  const occurring = new Set(column.codes);
  const trained = new Set(trainRows.map((row) => column.codes[row]!));
  const codes = column.levels.map((_, code) => code).filter((code) => occurring.has(code));
  const categories = codes.map((code) => column.levels[code]!);
  const reachable = codes.map((code) => trained.has(code));
  const unheld = column.levels.filter((_, code) => !occurring.has(code));
  if (occurring.has(-1)) {
    categories.push(missingLabel);
    reachable.push(false);
  }
  return {
    ...base(spec),
    width: categories.length,
    categories,
    reachable,
    ...(unheld.length > 0 && { unheld }),
    ...oneHot,
  };
}

const oneHot = { offset: 0, scale: 1, lower: 0, upper: 1 } as const;

function indicator(spec: FeatureSpec): Unplaced {
  return {
    name: `${spec.name} ${missingLabel}`,
    kind: 'categorical',
    width: 2,
    categories: ['known', missingLabel],
    reachable: [true, false],
    ...oneHot,
    immutable: true,
    direction: 'any',
    indicates: spec.name,
  };
}

function base({ name, kind, immutable, direction, rule }: FeatureSpec) {
  return { name, kind, immutable, direction, ...(rule && { rule }) };
}

function moments(name: string, values: Float64Array): { mean: number; deviation: number } {
  if (values.length === 0) {
    throw new DatasetError(`fitFeatureSpace: no training row has a value of "${name}". Remove the feature.`);
  }
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / values.length);
  return { mean, deviation: deviation > 0 ? deviation : 1 };
}
