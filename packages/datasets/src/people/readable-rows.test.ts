import { describe, expect, it } from 'vitest';
import { createEncoder, dataset, datasets, DatasetError, fitFeatureSpace, readableRows } from '../index.ts';

describe('readableRows', () => {
  it.each(Object.keys(datasets))('encode to what the table of "%s" encodes to', async (name) => {
    const { table, features, sparsity } = await dataset(name).load();
    const trainRows = Int32Array.from({ length: table.rows }, (_, row) => row);
    const encoder = createEncoder(fitFeatureSpace({ table, features, trainRows, sparsity }));
    const some = Int32Array.from({ length: 200 }, (_, place) => (place * 7919) % table.rows);
    const readable = readableRows({ table, features }, some);
    expect(encoder.encodeRows(readable)).toEqual(encoder.encodeTable(table, some));
  });

  it('say what a special code means, and nothing of what is missing', () => {
    const table = {
      rows: 3,
      columns: {
        months: {
          kind: 'number',
          values: Float64Array.of(12, NaN, NaN),
          special: { labels: ['no record'], codes: Int32Array.of(-1, 0, -1) },
        },
        home: { kind: 'level', levels: ['rent', 'own'], codes: Int32Array.of(1, -1, 0) },
      },
    } as const;
    const features = [{ name: 'months' }, { name: 'home' }];
    expect(readableRows({ table, features })).toEqual([
      { months: 12, home: 'own' },
      { months: 'no record', home: null },
      { months: null, home: 'rent' },
    ]);
    expect(() => readableRows({ table, features: [{ name: 'age' }] })).toThrow(DatasetError);
  });
});
