import type { Column, ColumnReader, ColumnRule } from './column.ts';
import { MetricsError } from './metrics-error.ts';

/** A row-major matrix as plain data: `data[row * columns + column]`, `shape = [rows, columns]`. */
export interface Matrix<Data extends Column = Column> {
  readonly data: Data;
  readonly shape: readonly number[];
}

/** A checked matrix in float64. */
export interface CheckedMatrix {
  readonly data: Float64Array;
  readonly width: number;
}

/**
 * Reads a matrix through the column reader of the call, so that its rows must agree with the other columns.
 *
 * @param columns the width it must have, where another matrix decides that.
 * @throws {MetricsError} when the shape is not `[rows, columns]`, does not fit the data or has another width.
 */
export function readMatrix(
  origin: string,
  read: ColumnReader,
  name: string,
  matrix: Matrix,
  rule: ColumnRule,
  columns?: number,
): CheckedMatrix {
  const { data, shape } = matrix;
  const [rows, width] = shape;
  if (rows === undefined || width === undefined || shape.length !== 2 || rows * width !== data.length) {
    const remedy = 'Pass { data, shape: [rows, columns] }, row after row';
    throw new MetricsError(
      origin,
      `${name}.shape must fit its data`,
      data.length,
      `[${shape.join()}]`,
      remedy,
    );
  }
  if (width !== (columns ?? width)) {
    const remedy = 'Give both matrices the same columns';
    throw new MetricsError(origin, `${name} has other columns`, columns, width, remedy);
  }
  return { data: read(name, data, rule, width), width };
}
