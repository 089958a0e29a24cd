import { DatasetError } from '../internals/dataset-error.ts';
import { absenceOf } from './absence.ts';
import type { Feature, FeatureSpace } from './feature-space.ts';
import { onStep } from './steps/on-step.ts';
import type { Matrix } from './matrix.ts';
import type { TableColumn, Table } from '../tables/table.ts';

/**
 * Encodes rows of a table.
 *
 * @param rows Row indices, any order, repeats allowed. Default: every row.
 * @returns Matrix `[rows.length, featureSpace.width]`.
 * @throws DatasetError where the table lacks a column, its kind differs, or a level has no encoding.
 */
export function encodeTable(featureSpace: FeatureSpace, table: Table, rows?: Int32Array): Matrix {
  const chosen = rows ?? Int32Array.from({ length: table.rows }, (_, row) => row);
  const { width } = featureSpace;
  const data = new Float32Array(chosen.length * width);
  for (const feature of featureSpace.features) {
    const column = table.columns[feature.indicates ?? feature.name];
    if (column === undefined) {
      throw new DatasetError(
        `encodeTable: the table has no column "${feature.name}". Encode the set it was fitted on.`,
      );
    }
    if (feature.kind === 'categorical') writeOneHot(feature, column, chosen, data, width);
    else writeNumbers(feature, column, chosen, data, width);
  }
  return { data, shape: [chosen.length, width] };
}

function writeNumbers(
  feature: Feature,
  column: TableColumn,
  rows: Int32Array,
  data: Float32Array,
  width: number,
): void {
  const { offset, scale, start, values, step, substitute = NaN } = feature;
  if (column.kind === 'level' && values?.length !== column.levels.length) throw misfit(feature);
  if (column.kind === 'number' && values !== undefined) throw misfit(feature);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    let encoded: number;
    if (column.kind === 'number') {
      const raw = column.values[row]!;
      encoded = ((step === undefined ? raw : onStep(raw, step)) - offset) / scale;
    } else encoded = values?.[column.codes[row]!] ?? NaN;
    if (Number.isNaN(encoded)) encoded = substitute;
    if (Number.isNaN(encoded)) throw unknownValue(feature, row, 'missing');
    data[i * width + start] = encoded;
  }
}

function writeOneHot(
  feature: Feature,
  column: TableColumn,
  rows: Int32Array,
  data: Float32Array,
  width: number,
): void {
  const { categories = [], start } = feature;
  if (feature.indicates === undefined && column.kind === 'number') throw misfit(feature);
  const levels = column.kind === 'level' && feature.indicates === undefined ? column.levels : [];
  const positions = Int32Array.from(levels, (level) => categories.indexOf(level));
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const absence = absenceOf(column, row);
    let position = 0;
    if (absence !== undefined) position = categories.indexOf(absence);
    else if (column.kind === 'level' && feature.indicates === undefined)
      position = positions[column.codes[row]!]!;
    if (position < 0) {
      const level = column.kind === 'level' ? column.levels[column.codes[row]!] : undefined;
      throw unknownValue(feature, row, absence ?? level ?? 'missing');
    }
    data[i * width + start + position] = 1;
  }
}

function misfit(feature: Feature): DatasetError {
  return new DatasetError(
    `encodeTable: column "${feature.name}" is not the ${feature.kind} column the space was fitted on. Refit the space.`,
  );
}

function unknownValue(feature: Feature, row: number, value: string): DatasetError {
  return new DatasetError(
    `encodeTable: column "${feature.name}": row ${row} is "${value}", which has no encoding. Refit the space.`,
  );
}
