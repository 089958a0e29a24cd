import { ndarray, type NDArray } from '@cfq/jit';
import type { ColumnSource, FileInput, FileInterface } from '@cfq/network';
import type { Fed } from './run-file.ts';

type Value = string | number | bigint;

/** A number of an input as the file sees it. */
const stored = (value: Value, { type }: FileInput): string | number => {
  if (typeof value === 'string') return value;
  return type === 'float32' ? Math.fround(Number(value)) : Number(value);
};

function columnOf(source: ColumnSource, value: string | number, input: FileInput): number {
  switch (source.kind) {
    case 'number': {
      const { absent, offset, scale, codes = [] } = source;
      const [, instead = Number(value)] = codes.find(([code]) => stored(code, input) === value) ?? [];
      const there = Number.isNaN(value) && absent !== null ? absent : instead;
      return Math.fround((there - offset) / scale);
    }
    case 'category':
      return value === stored(source.value, input) ? 1 : 0;
    case 'absent':
      return value === '' || Number.isNaN(value) ? 1 : 0;
    case 'present': {
      const isCode = source.codes?.some((code) => stored(code, input) === value) === true;
      return value === '' || Number.isNaN(value) || isCode ? 0 : 1;
    }
  }
}

/** The columns of a network, value by value, as the type of a file's interface says. */
export function columnsByHand(
  { inputs, columns }: FileInterface,
  feeds: Readonly<Record<string, Fed>>,
  rows: number,
): NDArray {
  const data = new Float32Array(rows * columns.length);
  for (let row = 0; row < rows; row += 1) {
    columns.forEach((source, at) => {
      const input = inputs.find(({ name }) => name === source.input)!;
      const value = feeds[source.input]!.values[row * input.columns + source.column]!;
      data[row * columns.length + at] = columnOf(source, stored(value, input), input);
    });
  }
  return ndarray(data, [rows, columns.length]);
}
