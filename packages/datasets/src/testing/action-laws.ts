import type { Feature, FeatureSpace } from '../encoding/feature-space.ts';
import { onStep } from '../encoding/steps/on-step.ts';
import { expectLaw } from '@cfq/parts';
import type { DatasetLaw } from './law.ts';

const stepsAreExact: DatasetLaw = {
  name: 'a multiple of a step is encoded to the same bits whoever holds it, and bounds are multiples',
  check: async ({ dataset: { name }, loaded, prepared }) => {
    const { table } = await loaded();
    const { featureSpace, train, validation, test } = await prepared();
    for (const feature of featureSpace.features) {
      const { step, offset, scale, start, lower, upper, name: column } = feature;
      const source = table.columns[column];
      if (step === undefined || source?.kind !== 'number') continue;
      const encode = (raw: number) => Math.fround((Math.round(raw / step) * step - offset) / scale);
      for (const { x, rows } of [train, validation, test]) {
        const bad = rows.findIndex((row, index) => {
          const raw = source.values[row]!;
          const isMultiple = onStep(raw, step) === Math.round(raw / step) * step;
          return isMultiple && x.data[index * x.shape[1] + start] !== encode(raw);
        });
        expectLaw(bad === -1, () => `${name}: "${column}" of row ${rows[bad]} is encoded off the grid.`);
      }
      for (const bound of lower < upper ? [lower, upper] : []) {
        const raw = bound * scale + offset;
        expectLaw(
          bound === encode(raw),
          () => `${name}: bound ${raw} of "${column}" is no multiple of ${step}.`,
        );
      }
    }
  },
};

const absenceHasColumns: DatasetLaw = {
  name: 'people without a value of a feature, and nobody else, have a 1 in one of its columns of absence',
  check: async ({ dataset: { name }, loaded, prepared }) => {
    const { table } = await loaded();
    const { featureSpace, train, validation, test } = await prepared();
    for (const feature of featureSpace.features) {
      if (feature.indicates !== undefined) continue;
      const source = table.columns[feature.name];
      const isAbsent = (row: number) =>
        source?.kind === 'number' ? Number.isNaN(source.values[row]!) : (source?.codes[row] ?? 0) < 0;
      for (const { x, rows } of [train, validation, test]) {
        const bad = rows.findIndex((row, index) => {
          const ones = (feature.absentColumns ?? []).filter(
            (column) => x.data[index * x.shape[1] + column] === 1,
          );
          return ones.length !== (isAbsent(row) ? 1 : 0);
        });
        expectLaw(
          bad === -1,
          () => `${name}: row ${rows[bad]} and the columns of absence of "${feature.name}" disagree.`,
        );
      }
      expectLaw(
        columnsAreItsOwn(feature, featureSpace),
        () => `${name}: the columns of absence of "${feature.name}" belong to another feature.`,
      );
    }
  },
};

/** Whether the columns of absence lie in the feature itself (categorical), or in what indicates it. */
function columnsAreItsOwn(feature: Feature, { features }: FeatureSpace): boolean {
  const owner =
    feature.kind === 'categorical' ? feature : features.find(({ indicates }) => indicates === feature.name);
  return (feature.absentColumns ?? []).every(
    (column) => owner !== undefined && column >= owner.start && column < owner.start + owner.width,
  );
}

/** What the encoding promises whoever acts on people. */
export const actionLaws: readonly DatasetLaw[] = [stepsAreExact, absenceHasColumns];
