import type { NDArray } from '@cfq/jit';
import { AllocationError } from '../allocation-error.ts';

/** A batch of fixed size: the last one is padded with rows of weight 0. */
export interface SensitivityBatch {
  /** float32 `[batch, columns]`. */
  readonly x: NDArray;
  /** int32 `[batch]`: the class that the loss is measured against. */
  readonly labels: NDArray;
  /** float32 `[batch]`: 1 for a row, 0 for padding. */
  readonly weights: NDArray;
}

/** Rows to measure on. */
export interface MeasurementRows {
  /** float32 `[rows, columns]`, row-major. */
  readonly x: NDArray;
  /** One class a row. */
  readonly labels: ArrayLike<number>;
}

function assertRows(caller: string, { x, labels }: MeasurementRows): void {
  if (x.shape.length === 2 && x.shape[0]! > 0 && labels.length === x.shape[0]) return;
  throw new AllocationError(
    `${caller}: needs at least one row and a label for each (got x of shape [${x.shape.join(', ')}] and ` +
      `${labels.length} labels).`,
  );
}

/**
 * Cuts rows into batches of one size, the last one padded.
 *
 * @param batchSize rows a batch, a positive whole number; default 1024, or all rows if fewer.
 * @throws AllocationError without a row, without a label for each, or for a bad batch size.
 */
export function sensitivityBatches(
  caller: string,
  { x, labels }: MeasurementRows,
  batchSize: number = Math.min(1024, labels.length),
): SensitivityBatch[] {
  assertRows(caller, { x, labels });
  if (!(Number.isSafeInteger(batchSize) && batchSize > 0)) {
    throw new AllocationError(`${caller}: batchSize must be a positive whole number (got ${batchSize}).`);
  }
  const [rows, columns] = x.shape as [number, number];
  return Array.from({ length: Math.ceil(rows / batchSize) }, (_, batch) => {
    const start = batch * batchSize;
    const filled = Math.min(batchSize, rows - start);
    const data = new Float32Array(batchSize * columns);
    data.set(x.data.slice(start * columns, (start + filled) * columns));
    return {
      x: { data, shape: [batchSize, columns] },
      labels: {
        data: Int32Array.from({ length: batchSize }, (_row, row) =>
          row < filled ? labels[start + row]! : 0,
        ),
        shape: [batchSize],
      },
      weights: {
        data: Float32Array.from({ length: batchSize }, (_row, row) => (row < filled ? 1 : 0)),
        shape: [batchSize],
      },
    };
  });
}
