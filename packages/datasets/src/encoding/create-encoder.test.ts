import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEncoder } from './create-encoder.ts';
import type { FeatureSpec } from '../dataset/feature-spec.ts';
import type { ReadableRow } from './encoder.ts';
import type { FeatureSpace } from './feature-space.ts';
import { fitFeatureSpace } from './fit-feature-space.ts';
import type { TableColumn, Table } from '../tables/table.ts';

const free = { immutable: false, direction: 'any' } as const;

const meanings = ['no file', 'refused'];

/** A column of every kind, with missing values and special codes; rows 0 and 1 have values that differ. */
function columnArbitrary(
  rows: number,
): fc.Arbitrary<{ spec: Omit<FeatureSpec, 'name'>; column: TableColumn }> {
  const repeated = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: rows, maxLength: rows });
  const special = repeated(fc.constantFrom(-1, -1, -1, 0, 1)).map((drawn) => ({
    labels: meanings,
    codes: Int32Array.from(drawn, (code, row) => (row < 2 ? -1 : code)),
  }));
  const integers = fc.tuple(
    repeated(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -99999, max: 99999 }) }, fc.constant(NaN))),
    special,
  );
  const codes = fc.tuple(fc.integer({ min: 2, max: 6 }), special).chain(([count, special]) =>
    repeated(fc.integer({ min: -1, max: count - 1 })).map((drawn) => ({
      levels: Array.from({ length: count }, (_, index) => `level ${index}`),
      codes: Int32Array.from(drawn, (code, row) => (row < 2 ? row : special.codes[row]! >= 0 ? -1 : code)),
      special,
    })),
  );
  return fc.oneof(
    integers.map(([values, special]) => ({
      spec: { kind: 'numeric' as const, ...free, integer: true },
      column: {
        kind: 'number' as const,
        values: Float64Array.from(values, (v, row) =>
          row < 2 ? (values[0]! || 0) + row : special.codes[row]! >= 0 ? NaN : v,
        ),
        special,
      },
    })),
    fc.tuple(fc.constantFrom('ordinal' as const, 'categorical' as const), codes).map(([kind, drawn]) => ({
      spec: { kind, ...free },
      column: { kind: 'level' as const, ...drawn },
    })),
  );
}

const tableArbitrary = fc.integer({ min: 2, max: 12 }).chain((rows) =>
  fc.array(columnArbitrary(rows), { minLength: 1, maxLength: 5 }).map((drawn) => {
    const named = drawn.map(({ spec, column }, index) => ({ spec: { ...spec, name: `c${index}` }, column }));
    const table: Table = {
      rows,
      columns: Object.fromEntries(named.map(({ spec, column }) => [spec.name, column])),
    };
    return { table, features: named.map(({ spec }) => spec) };
  }),
);

function readable({ rows, columns }: Table): ReadableRow[] {
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries<string | number | null>(
      Object.entries(columns).map(([name, column]) => {
        const meaning = meanings[column.special?.codes[row] ?? -1];
        if (meaning !== undefined) return [name, meaning] as const;
        if (column.kind === 'level') return [name, column.levels[column.codes[row]!] ?? null] as const;
        const value = column.values[row]!;
        return [name, Number.isNaN(value) ? null : value + 0] as const;
      }),
    ),
  );
}

function fitAll({ table, features }: { table: Table; features: FeatureSpec[] }): FeatureSpace {
  const trainRows = Int32Array.from({ length: table.rows }, (_, row) => row);
  return fitFeatureSpace({ table, features, trainRows, sparsity: 1 });
}

describe('createEncoder', () => {
  it('decodes what it encodes, for every kind of column with and without missing values', () => {
    fc.assert(
      fc.property(tableArbitrary, (drawn) => {
        const encoder = createEncoder(fitAll(drawn));
        const rows = readable(drawn.table);
        expect(encoder.decodeRows(encoder.encodeTable(drawn.table))).toEqual(rows);
      }),
    );
  });

  it('encodes readable rows exactly as it encodes the table', () => {
    fc.assert(
      fc.property(tableArbitrary, (drawn) => {
        const encoder = createEncoder(fitAll(drawn));
        expect(encoder.encodeRows(readable(drawn.table))).toEqual(encoder.encodeTable(drawn.table));
      }),
    );
  });

  it('puts exactly one 1 in every category group and keeps every value inside its bounds', () => {
    fc.assert(
      fc.property(tableArbitrary, (drawn) => {
        const space = fitAll(drawn);
        const { data, shape } = createEncoder(space).encodeTable(drawn.table);
        for (let row = 0; row < shape[0]; row++) {
          for (const { kind, start, width, lower, upper, values } of space.features) {
            const part = [...data.subarray(row * shape[1] + start, row * shape[1] + start + width)];
            if (kind === 'categorical')
              expect([...part].sort()).toEqual([...Array<number>(width - 1).fill(0), 1]);
            else expect(part[0]! >= lower && part[0]! <= upper).toBe(true);
            if (values !== undefined) expect(values).toContain(part[0]);
          }
        }
      }),
    );
  });

  it.each([[1], [50], [0.1], [0.25], [1e-3]])(
    'encodes the n-th multiple of step %d to fround((n·step − offset)/scale), and reads it back as a decimal',
    (step) => {
      fc.assert(
        fc.property(
          fc.array(fc.integer({ min: -9999, max: 9999 }), { minLength: 2, maxLength: 30 }),
          (drawnSteps) => {
            const ns = [...drawnSteps, drawnSteps[0]! + 1];
            // As a file would have it: written to twelve digits.
            const values = Float64Array.from(ns, (n) => Number((n * step).toPrecision(12)));
            const drawn: Table = { rows: ns.length, columns: { amount: { kind: 'number', values } } };
            const encoder = createEncoder(
              fitAll({ table: drawn, features: [{ name: 'amount', kind: 'numeric', ...free, step }] }),
            );
            const { offset, scale } = encoder.featureSpace.features[0]!;
            const encoded = encoder.encodeTable(drawn);
            expect([...encoded.data]).toEqual(ns.map((n) => Math.fround((n * step - offset) / scale)));
            const decoded = encoder.decodeRows(encoded);
            expect(decoded.map(({ amount }) => amount)).toEqual(Array.from(values, (value) => value + 0));
            expect(encoder.encodeRows(decoded)).toEqual(encoded);
          },
        ),
      );
    },
  );

  it('reads a value off the grid as it is', () => {
    const values = Float64Array.of(10, 20, 34.5);
    const drawn: Table = { rows: 3, columns: { amount: { kind: 'number', values } } };
    const encoder = createEncoder(
      fitAll({ table: drawn, features: [{ name: 'amount', kind: 'numeric', ...free, step: 10 }] }),
    );
    const read = encoder.decodeRows(encoder.encodeTable(drawn)).map(({ amount }) => amount);
    expect(read).toEqual([10, 20, expect.closeTo(34.5, 5)]);
  });

  it('is rebuilt from the JSON of its feature space', () => {
    fc.assert(
      fc.property(tableArbitrary, (drawn) => {
        const space = fitAll(drawn);
        const revived = createEncoder(JSON.parse(JSON.stringify(space)) as FeatureSpace);
        expect(revived.encodeTable(drawn.table)).toEqual(createEncoder(space).encodeTable(drawn.table));
      }),
    );
  });

  const table: Table = {
    rows: 3,
    columns: {
      income: { kind: 'number', values: Float64Array.of(1, 2, 3) },
      grade: { kind: 'level', levels: ['low', 'high'], codes: Int32Array.of(0, 1, 1) },
      job: { kind: 'level', levels: ['clerk', 'smith', 'king'], codes: Int32Array.of(0, 1, 1) },
    },
  };
  const encoder = createEncoder(
    fitAll({
      table,
      features: [
        { name: 'income', kind: 'numeric', ...free },
        { name: 'grade', kind: 'ordinal', ...free },
        { name: 'job', kind: 'categorical', ...free },
      ],
    }),
  );

  it('encodes chosen rows in the order given', () => {
    const [all, some] = [encoder.encodeTable(table), encoder.encodeTable(table, Int32Array.of(2, 0, 2))];
    expect(some.shape).toEqual([3, 4]);
    expect([...some.data.subarray(0, 4)]).toEqual([...all.data.subarray(8, 12)]);
    expect([...some.data.subarray(4, 8)]).toEqual([...all.data.subarray(0, 4)]);
  });

  it('refuses an unknown category by default, or leaves its group empty on request', () => {
    const rows = [{ income: 2, grade: 'low', job: 'king' }];
    expect(() => encoder.encodeRows(rows)).toThrow(
      'column "job": row 0 is "king", expected one of clerk, smith',
    );
    const encoded = encoder.encodeRows(rows, { unknown: 'zeros' });
    expect([...encoded.data.subarray(2)]).toEqual([0, 0]);
    expect(encoder.decodeRows(encoded)[0]).toEqual({ income: 2, grade: 'low', job: null });
  });

  it.each<[string, ReadableRow]>([
    ['column "income": row 0 is "much", expected a number', { income: 'much', grade: 'low', job: 'clerk' }],
    ['column "income": row 0 is missing, expected a value', { income: null, grade: 'low', job: 'clerk' }],
    [
      'column "grade": row 0 is "middle", expected one of low, high',
      { income: 1, grade: 'middle', job: 'clerk' },
    ],
    ['column "job": row 0 is missing, expected one of', { income: 1, grade: 'low', job: null }],
    ['column "job": row 0 is absent', { income: 1, grade: 'low' }],
    ['column "age": row 0 is given, expected only', { income: 1, grade: 'low', job: 'clerk', age: 3 }],
  ])('refuses a readable row: %s', (message, row) => {
    expect(() => encoder.encodeRows([row])).toThrow(message);
  });

  it('reads an encoded point off the grid at its nearest permitted value', () => {
    const { data, shape } = encoder.encodeTable(table, Int32Array.of(0));
    const moved = Float32Array.from(data);
    moved[0]! += 0.25;
    moved[1]! += 0.01;
    moved[3] = 1.5;
    const [row] = encoder.decodeRows({ data: moved, shape });
    expect(row).toEqual({
      income: expect.closeTo(1 + 0.25 * Math.sqrt(2 / 3), 5) as number,
      grade: 'low',
      job: 'smith',
    });
  });

  it('refuses a matrix of another width or with an entry that is not finite', () => {
    expect(() => encoder.decodeRows({ data: new Float32Array(3), shape: [1, 3] })).toThrow(
      'expected 4, got 3',
    );
    expect(() => encoder.decodeRows({ data: Float32Array.of(0, NaN, 0, 1), shape: [1, 4] })).toThrow(
      'not finite',
    );
  });

  it('refuses a table that is not like the one it was fitted on', () => {
    const { income, ...rest } = table.columns;
    expect(() => encoder.encodeTable({ rows: 3, columns: rest })).toThrow('no column "income"');
    expect(() => encoder.encodeTable({ rows: 3, columns: { ...table.columns, job: income! } })).toThrow(
      '"job"',
    );
    const king: TableColumn = { kind: 'level', levels: ['king'], codes: Int32Array.of(0, 0, 0) };
    expect(() => encoder.encodeTable({ rows: 3, columns: { ...table.columns, job: king } })).toThrow(
      '"king"',
    );
  });

  it('reads a whole number that was reached from far away', () => {
    const values = Float64Array.from({ length: 400 }, (_, row) => (row === 0 ? 99_999 : row % 8));
    const table: Table = { rows: 400, columns: { gain: { kind: 'number', values } } };
    const features: FeatureSpec[] = [{ name: 'gain', kind: 'numeric', ...free, integer: true }];
    const trainRows = Int32Array.from(values.keys());
    const space = fitFeatureSpace({ table, features, trainRows, sparsity: 1 });
    const { encodeRows, decodeRows } = createEncoder(space);
    for (let gain = 0; gain < 60; gain += 1) {
      const [from] = encodeRows([{ gain: 99_999 }]).data;
      const [to] = encodeRows([{ gain }]).data;
      const reached = Float32Array.of(from! + Math.fround(to! - from!));
      expect(decodeRows({ data: reached, shape: [1, 1] })).toEqual([{ gain }]);
    }
  });
});
