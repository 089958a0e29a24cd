import { sizeOf, type ModelInput, type NDArray } from '@cfq/jit';
import { cellReader, type CellReader } from '../cells/cell-reader.ts';
import type { BoundInput, DescribedInput } from './bound-input.ts';

/** What a file is given for some encoded rows, by input. */
export type RowFeeder = (
  x: NDArray,
  start: number,
  count: number,
  size: number,
) => Record<string, ModelInput>;

interface Writer {
  readonly input: DescribedInput;
  readonly readers: readonly CellReader[];
}

/**
 * Readies the inputs of a file: a function that writes rows `start … start + count` of `x` into arrays for `size` rows, the
 * rest of which repeats the last of them.
 */
export function rowFeeder(inputs: readonly BoundInput[]): RowFeeder {
  const writers: readonly Writer[] = inputs.map(({ input, cells }) => ({
    input,
    readers: cells.map(cellReader),
  }));
  return (x, start, count, size) => {
    const width = sizeOf(x.shape.slice(1));
    const rowAt = (row: number) => (start + Math.min(row, count - 1)) * width;
    return Object.fromEntries(
      writers.map(({ input, readers }) => [input.name, arrayOf(input, readers, x.data, rowAt, size)]),
    );
  };
}

function arrayOf(
  { type, rowShape }: DescribedInput,
  readers: readonly CellReader[],
  x: NDArray['data'],
  rowAt: (row: number) => number,
  rows: number,
): ModelInput {
  const columns = readers.length;
  const shape = [rows, ...rowShape];
  if (type === 'string') {
    const texts = new Array<string>(rows * columns);
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        texts[row * columns + column] = String(readers[column]!(x, rowAt(row)));
      }
    }
    return { data: texts, shape };
  }
  const isFloat = type === 'float32' || type === 'float64';
  const values = type === 'float32' ? new Float32Array(rows * columns) : new Float64Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const value = Number(readers[column]!(x, rowAt(row)));
      values[row * columns + column] = isFloat ? value : Math.round(value);
    }
  }
  return { data: values, shape } as ModelInput;
}
