import type { NDArray } from '@cfq/jit';
import { denseNetwork, decodeWeights, type Network } from '@cfq/network';
import { actionSet, type ActionSet, type FeatureDefinition } from '@cfq/recourse';
import type { BenchFeature } from './layout.ts';

/** Whether a feature's thermometer is one column here, its level: where actions may move it. */
const isLevel = ({ kind, immutable }: BenchFeature): boolean => kind === 'level' && !immutable;

/**
 * The columns that actions are searched in: those of the model, but one column, the level from 1, for each thermometer that
 * may change, so that no action leaves a thermometer that is none. A change of one level then costs 1, as in the model's
 * columns.
 */
function columnsOf(features: readonly BenchFeature[]): readonly (number | BenchFeature)[] {
  return features.flatMap((feature): (number | BenchFeature)[] =>
    isLevel(feature) ? [feature] : [...feature.columns],
  );
}

/** Rows of the model's columns as they are searched in. */
export function withLevels(features: readonly BenchFeature[], { data, shape }: NDArray): NDArray {
  const columns = columnsOf(features);
  const [rows, width] = shape as [number, number];
  const value = (row: number, column: number | BenchFeature): number =>
    typeof column === 'number'
      ? data[row * width + column]!
      : column.columns.reduce((sum, at) => sum + data[row * width + at]!, 0);
  const values = Array.from({ length: rows }, (_, row) => columns.map((column) => value(row, column)));
  return { data: Float32Array.from(values.flat()), shape: [rows, columns.length] };
}

/** The inverse of `withLevels`: one row in the model's columns. */
export function withoutLevels(features: readonly BenchFeature[], row: ArrayLike<number>): number[] {
  const given: number[] = [];
  columnsOf(features).forEach((column, place) => {
    if (typeof column === 'number') given[column] = row[place]!;
    else column.columns.forEach((at, level) => (given[at] = Number(row[place]! > level)));
  });
  return given;
}

/**
 * What may change: everything but the immutable, numbers within 0–1, binary columns between their two values. A change of
 * category moves two columns, and costs 2.
 */
export function benchActionSet(features: readonly BenchFeature[]): ActionSet {
  const definitions = features.flatMap((feature): FeatureDefinition[] => {
    const { name, kind, immutable, columns } = feature;
    if (kind === 'category') {
      return [{ name, kind: 'categorical', categories: columns.map(String), immutable }];
    }
    if (isLevel(feature)) {
      return [{ name, kind: 'ordinal', values: columns.map((_, level) => level + 1) }];
    }
    if (kind === 'binary') return [{ name, kind: 'ordinal', values: [0, 1], immutable }];
    return columns.map((_, at) => ({
      ...{ name: columns.length === 1 ? name : `${name} ${at}`, kind: 'numeric', lower: 0, upper: 1 },
      immutable,
    }));
  });
  const categories = features.filter(({ kind }) => kind === 'category').map(({ name }) => [name, 2]);
  return actionSet({
    features: definitions,
    weights: Object.fromEntries(categories) as Record<string, number>,
  });
}

/**
 * The network over the columns that actions are searched in. The thermometer of level v is `min(max(v − i, 0), 1)` for
 * i = 0, 1, …, which a layer of ReLUs computes; what is no level lies between 0 and 1 and passes a ReLU with 1 added, which
 * the next layer takes off again, since a ReLU has no slope at 0. The network itself where no thermometer may change.
 */
export function networkWithLevels(features: readonly BenchFeature[], network: Network): Network {
  const columns = columnsOf(features);
  if (columns.every((column) => typeof column === 'number')) return network;
  const [first, ...behind] = network.layers;
  const { data, shape } = decodeWeights(first!.weight);
  const outputs = shape[1]!;
  const weightOf = (column: number): number[] =>
    Array.from({ length: outputs }, (_, output) => data[column * outputs + output]!);
  // One unit a column that passes, one unit v − i a column of a thermometer.
  const units = columns.flatMap((column, place) =>
    typeof column === 'number'
      ? [{ place, added: 1, weight: weightOf(column) }]
      : column.columns.map((at, level) => {
          const before = level === 0 ? undefined : weightOf(column.columns[level - 1]!);
          return {
            place,
            added: -level,
            weight: weightOf(at).map((value, output) => value - (before?.[output] ?? 0)),
          };
        }),
  );
  return denseNetwork([
    {
      weight: columns.map((_, place) => units.map((unit) => Number(unit.place === place))),
      bias: units.map(({ added }) => added),
    },
    {
      ...first!,
      name: 'dense-levels',
      weight: units.map(({ weight }) => weight),
      bias: Array.from(first!.bias, (bias, output) =>
        units.reduce((sum, { added, weight }) => (added > 0 ? sum - weight[output]! : sum), bias),
      ),
    },
    ...behind,
  ]);
}
