import { assertKnownOptions } from '../internals/assert-known-options.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import type { EncodeRowsOptions, ReadableRow } from './encoder.ts';
import type { Feature, FeatureSpace } from './feature-space.ts';
import { onStep } from './steps/on-step.ts';
import type { Matrix } from './matrix.ts';
import { missingLabel } from '../tables/missing-label.ts';

/**
 * Encodes readable rows, `[{ age: 41, sex: 'Female', … }]`. Every feature must be given; `null` is a missing
 * value, allowed where the data set itself has missing ones; the meaning of a special code is itself. Features that were dropped
 * may be given and are not looked at.
 *
 * @returns Matrix `[rows.length, featureSpace.width]`.
 * @throws DatasetError naming row and column where a value is absent, of the wrong type or unknown.
 */
export function encodeRows(
  featureSpace: FeatureSpace,
  rows: readonly ReadableRow[],
  options: EncodeRowsOptions = {},
): Matrix {
  assertKnownOptions('encodeRows', options, ['unknown']);
  const { width, features, dropped = {} } = featureSpace;
  const absences = new Map(
    features.flatMap(({ indicates, categories = [] }) =>
      indicates === undefined ? [] : [[indicates, categories.slice(1)] as const],
    ),
  );
  const data = new Float32Array(rows.length * width);
  const names = features.filter(({ indicates }) => indicates === undefined).map(({ name }) => name);
  rows.forEach((row, index) => {
    const stranger = Object.keys(row).find((key) => !names.includes(key) && !Object.hasOwn(dropped, key));
    if (stranger !== undefined) throw wrong(stranger, index, 'given', `only ${names.join(', ')}`);
    for (const feature of features) {
      const value = row[feature.indicates ?? feature.name];
      if (value === undefined) throw wrong(feature.name, index, 'absent', 'a value or null');
      const at = index * width + feature.start;
      if (feature.kind === 'categorical') {
        const position = positionOf(feature, value, index, options.unknown ?? 'error');
        if (position >= 0) data[at + position] = 1;
      } else {
        const absent =
          absences.get(feature.name)?.includes(value === null ? missingLabel : String(value)) === true;
        data[at] = numberOf(feature, absent ? null : value, index);
      }
    }
  });
  return { data, shape: [rows.length, width] };
}

function numberOf(feature: Feature, value: string | number | null, row: number): number {
  const { name, labels, values, step, substitute, offset, scale } = feature;
  if (value === null) {
    if (substitute === undefined) throw wrong(name, row, 'missing', 'a value');
    return substitute;
  }
  if (labels !== undefined) {
    const encoded = values?.[labels.indexOf(String(value))];
    if (encoded === undefined) throw wrong(name, row, `"${value}"`, `one of ${labels.join(', ')}`);
    return encoded;
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(name, row, `"${value}"`, 'a number');
  return ((step === undefined ? value : onStep(value, step)) - offset) / scale;
}

function positionOf(
  feature: Feature,
  value: string | number | null,
  row: number,
  unknown: 'error' | 'zeros',
): number {
  const { name, categories = [] } = feature;
  if (feature.indicates !== undefined) {
    return Math.max(0, categories.indexOf(value === null ? missingLabel : String(value)));
  }
  const position = categories.indexOf(value === null ? missingLabel : String(value));
  if (position < 0 && unknown === 'error') {
    const found = value === null ? 'missing' : `"${value}"`;
    throw wrong(name, row, found, `one of ${categories.join(', ')}`);
  }
  return position;
}

function wrong(column: string, row: number, found: string, expected: string): DatasetError {
  return new DatasetError(
    `encodeRows: column "${column}": row ${row} is ${found}, expected ${expected}. Correct the row.`,
  );
}
