import { describe, expect, it } from 'vitest';
import { tableDifferences } from './table-differences.ts';
import type { Table } from './table.ts';

const table = (values: number[], levels: string[], codes: number[]): Table => ({
  rows: values.length,
  columns: {
    age: { kind: 'number', values: Float64Array.from(values) },
    job: { kind: 'level', levels, codes: Int32Array.from(codes) },
  },
});

describe('tableDifferences', () => {
  it('compares what cells hold, not how they are coded', () => {
    expect(
      tableDifferences(table([1, NaN], ['a', 'b'], [0, -1]), table([1, NaN], ['b', 'a'], [1, -1])),
    ).toEqual([]);
  });

  it('names each cell that differs', () => {
    expect(tableDifferences(table([1, NaN], ['a', 'b'], [0, -1]), table([2, 3], ['a', 'b'], [0, 1]))).toEqual(
      [
        { column: 'age', row: 0 },
        { column: 'age', row: 1 },
        { column: 'job', row: 1 },
      ],
    );
  });

  it('names a column that one table lacks, or whose kind or length differs', () => {
    const whole = table([1], ['a'], [0]);
    const { age } = whole.columns;
    expect(tableDifferences(whole, { rows: 1, columns: { age: age! } })).toEqual([
      { column: 'job', row: -1 },
    ]);
    expect(tableDifferences(whole, { rows: 1, columns: { age: age!, job: age! } })).toEqual([
      { column: 'job', row: -1 },
    ]);
    expect(tableDifferences(whole, table([1, 2], ['a'], [0, 0]))).toHaveLength(2);
  });
});
