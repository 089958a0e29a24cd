import type { FeatureSpec } from '../dataset/feature-spec.ts';
import type { Feature } from '../encoding/feature-space.ts';
import type { Matrix } from '../encoding/matrix.ts';
import { missingLabel } from '../tables/missing-label.ts';
import { expectLaw } from '@cfq/parts';
import type { DatasetLaw } from './law.ts';

const featuresReadColumns: DatasetLaw = {
  name: 'a feature reads a column of its kind, the label is none, and an action may change some',
  check: async ({ dataset: { name }, loaded }) => {
    const { table, features, label, sparsity } = await loaded();
    const names = features.map((feature) => feature.name);
    const twice = names.find((one, index) => names.indexOf(one) !== index);
    expectLaw(twice === undefined, () => `${name}: feature "${twice}" stands twice.`);
    expectLaw(!names.includes(label.column), () => `${name}: the label "${label.column}" is a feature.`);
    for (const feature of features) {
      const column = table.columns[feature.name];
      const kind = feature.kind === 'numeric' ? 'number' : 'level';
      expectLaw(
        column?.kind === kind,
        () => `${name}: ${feature.kind} feature "${feature.name}" reads none.`,
      );
    }
    const mutable = features.filter(({ immutable }) => !immutable).length;
    expectLaw(mutable > 0, () => `${name}: every feature is immutable.`);
    expectLaw(
      Number.isInteger(sparsity) && sparsity >= 1 && sparsity <= mutable,
      () => `${name}: an action changes at most ${sparsity} of ${mutable} features.`,
    );
  },
};

const rowsKeepTheirBounds: DatasetLaw = {
  name: 'every row lies within the documented bounds, so that leaving it as it is is permitted',
  check: async ({ dataset: { name }, loaded }) => {
    const { table, features } = await loaded();
    for (const { name: feature, bounds } of features) {
      const column = table.columns[feature];
      if (bounds === undefined || column?.kind !== 'number') continue;
      const row = column.values.findIndex(
        (value) => value < (bounds[0] ?? -Infinity) || value > (bounds[1] ?? Infinity),
      );
      expectLaw(
        row === -1,
        () => `${name}: "${feature}" of row ${row} is ${column.values[row]}, outside ${bounds.join(' to ')}.`,
      );
    }
  },
};

const encodedRowsAreWhole: DatasetLaw = {
  name: 'an encoded row is finite, on the grid of every ordinal, with one category of every group',
  check: async ({ dataset: { name }, prepared }) => {
    const { featureSpace, train, validation, test } = await prepared();
    for (const { x, rows } of [train, validation, test]) {
      for (const feature of featureSpace.features) {
        const bad = rows.findIndex((_, row) => !isWhole(feature, x, row));
        expectLaw(bad === -1, () => `${name}: "${feature.name}" of row ${rows[bad]} is no permitted value.`);
      }
    }
  },
};

function isWhole({ start, width, kind, values }: Feature, { data, shape }: Matrix, row: number): boolean {
  const at = row * shape[1] + start;
  if (kind !== 'categorical') return Number.isFinite(data[at]!) && values?.includes(data[at]!) !== false;
  const group = data.subarray(at, at + width);
  return (
    group.filter((one) => one === 1).length === 1 && group.filter((one) => one === 0).length === width - 1
  );
}

const immutablesStay: DatasetLaw = {
  name: 'an immutable feature stays immutable, and no action is offered a missing or an unseen category',
  check: async ({ dataset: { name }, loaded, prepared }) => {
    const { features } = await loaded();
    const { featureSpace, train } = await prepared();
    const specs = new Map<string, FeatureSpec>(features.map((spec) => [spec.name, spec]));
    for (const feature of featureSpace.features) {
      const fixed = feature.indicates !== undefined || specs.get(feature.name)?.immutable === true;
      expectLaw(
        feature.immutable === fixed,
        () => `${name}: "${feature.name}" is ${feature.immutable ? 'im' : ''}mutable once it is encoded.`,
      );
      feature.reachable?.forEach((reachable, index) => {
        const category = feature.categories?.[index];
        const at = feature.start + index;
        const { data, shape } = train.x;
        const seen = train.rows.some((_, row) => data[row * shape[1] + at] === 1);
        expectLaw(
          !reachable || feature.indicates !== undefined || (seen && category !== missingLabel),
          () => `${name}: an action may set "${feature.name}" to "${category}".`,
        );
      });
    }
  },
};

/** What the features promise whoever acts on them. */
export const featureLaws: readonly DatasetLaw[] = [
  featuresReadColumns,
  rowsKeepTheirBounds,
  encodedRowsAreWhole,
  immutablesStay,
];
