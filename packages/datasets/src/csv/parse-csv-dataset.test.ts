import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DatasetError } from '../internals/dataset-error.ts';
import { loadCsvDataset } from './load-csv-dataset.ts';
import { prepareDataset } from '../splits/prepare-dataset.ts';
import type { DatasetSchema } from './dataset-schema.ts';
import { parseCsvDataset } from './parse-csv-dataset.ts';

const schema = `
name: loans
delimiter: ';'
missing: ['', 'n/a']
label: { column: decision, favourable: 1 }
columns:
  income: { kind: numeric, bounds: [0, 200] }
  age: { kind: numeric, immutable: true, integer: true }
  school: { kind: ordinal, levels: [none, some, much], direction: increase }
  job: { kind: categorical }
  sex: { kind: categorical, immutable: true, input: false }
ignore: [id]
subgroups:
  sex: { column: sex }
  age band: { column: age, thresholds: [30, 50] }
sparsity: 2
test: 0.25
`;
const header = 'id;income;age;school;job;sex;decision';
const body = Array.from({ length: 40 }, (_, i) =>
  [
    i,
    20 + i,
    20 + i,
    ['none', 'some', 'much'][i % 3],
    ['"clerk; senior"', 'smith', 'n/a'][i % 3],
    'fm'[i % 2],
    i % 2,
  ].join(';'),
);
const csv = [header, ...body].join('\n');
const withRow = (index: number, row: string) => [header, ...body.with(index, row)].join('\n');
const parsed = (text: string, edit: (yaml: string) => string = (yaml) => yaml) =>
  parseCsvDataset({ csv: text, schema: edit(schema), csvFile: 'loans.csv', schemaFile: 'loans.yaml' });

describe('parseCsvDataset', () => {
  it('makes a data set that prepares like a built-in one', () => {
    const dataset = parsed(csv);
    expect(dataset.label).toEqual({ column: 'decision', favourable: '1', unfavourable: '0' });
    expect(dataset.features.map(({ name }) => name)).toEqual(['income', 'age', 'school', 'job']);
    expect(dataset.subgroups['sex']!.levels).toEqual(['f', 'm']);
    expect(dataset.subgroups['age band']!.levels).toEqual(['below 30', '30 to below 50', '50 or more']);
    const { featureSpace, encoder, test } = prepareDataset(dataset, { seed: 0 });
    expect(featureSpace.width).toBe(3 + 3);
    expect(featureSpace.features[3]!.categories).toEqual(['clerk; senior', 'smith', '(missing)']);
    expect(test.rows.length).toBe(10);
    expect(encoder.decodeRows(encoder.encodeTable(dataset.table, Int32Array.of(0, 2)))).toEqual([
      { income: expect.closeTo(20, 4) as number, age: 20, school: 'none', job: 'clerk; senior' },
      { income: expect.closeTo(22, 4) as number, age: 22, school: 'much', job: null },
    ]);
  });

  it('takes a declared number for a missing one', () => {
    const text = withRow(0, '0;-999;20;none;smith;f;0');
    const { table } = parsed(text, (yaml) => yaml.replace("'n/a']", "'n/a', '-999']"));
    const income = table.columns['income']!;
    expect(income.kind === 'number' && [...income.values.slice(0, 2)]).toEqual([NaN, 21]);
  });

  it('takes the schema as JSON text or as an object too', () => {
    const object: DatasetSchema = {
      name: 'tiny',
      label: { column: 'ok', favourable: true },
      columns: { a: { kind: 'numeric' } },
      sparsity: 1,
    };
    const text = 'a,ok\n1,true\n2,false\n';
    const dataset = parseCsvDataset({ csv: text, schema: object });
    expect(parseCsvDataset({ csv: text, schema: JSON.stringify(object) })).toEqual(dataset);
    expect([...dataset.y]).toEqual([1, 0]);
  });

  it('reads quoted cells over several lines, a byte order mark and blank lines', () => {
    const text = '\uFEFFa,job,ok\r\n1,"two\nlines",yes\r\n\r\n2,"say ""hi""",no\r\n';
    const columns = { a: { kind: 'numeric' }, job: { kind: 'categorical' } } as const;
    const dataset = parseCsvDataset({
      csv: text,
      schema: { name: 't', label: { column: 'ok', favourable: 'yes' }, columns, sparsity: 1 },
    });
    expect(dataset.table.columns['job']).toMatchObject({ levels: ['say "hi"', 'two\nlines'] });
  });

  it.each([
    [
      'column "age": row 17 is "abc", expected a whole number (loans.csv line 18)',
      16,
      '16;3;abc;none;smith;f;1',
    ],
    [
      'column "age": row 1 is "20.5", expected a whole number (loans.csv line 2)',
      0,
      '0;3;20.5;none;smith;f;1',
    ],
    ['column "income": row 2 is "1e999", expected a number', 1, '1;1e999;20;none;smith;f;1'],
    ['column "income": row 2 is "0x10", expected a number', 1, '1;0x10;20;none;smith;f;1'],
    ['column "school": row 3 is "PhD", expected one of none, some, much', 2, '2;1;20;PhD;smith;f;0'],
    ['label column "decision" holds two values', 2, '2;1;20;none;smith;f;maybe'],
  ])('names row and column of a bad cell: %s', (message, index, row) => {
    expect(() => parsed(withRow(index, row))).toThrow(DatasetError);
    expect(() => parsed(withRow(index, row))).toThrow(message);
  });

  it('counts lines, not rows, after a quoted cell over two lines', () => {
    const text = [header, '0;1;20;none;"a\nb";f;1', '1;1;old;none;a;f;0'].join('\n');
    expect(() => parsed(text)).toThrow(
      'column "age": row 2 is "old", expected a whole number (loans.csv line 4)',
    );
  });

  it('names the line of a ragged row or an open quote', () => {
    expect(() => parsed(withRow(4, '4;1;20'))).toThrow(
      /loans\.csv line 6.*RECORD.*the header has 7 cells, the row 3/,
    );
    expect(() => parsed(withRow(4, '4;1;20;none;"smith;f;1'))).toThrow(/loans\.csv line \d+.*QUOTE/);
    expect(() => parsed(header)).toThrow('at least one row');
  });

  it.each<[string, (yaml: string) => string]>([
    ['columns.income: unknown key "bound"', (yaml) => yaml.replace('bounds', 'bound')],
    ['unknown key "sparse"', (yaml) => yaml.replace('sparsity', 'sparse')],
    [
      'columns.income.bounds: the lower bound is not above the upper one',
      (yaml) => yaml.replace('[0, 200]', '[3, 2]'),
    ],
    [
      'columns.income.step: whole numbers (integer: true) go in whole steps',
      (yaml) => yaml.replace('bounds: [0, 200]', 'integer: true, step: 0.5'),
    ],
    ['columns.job.kind', (yaml) => yaml.replace('job: { kind: categorical }', 'job: { kind: text }')],
    ['loans.yaml line 6 is not YAML or JSON', (yaml) => yaml.replace('favourable: 1 }', 'favourable: 1')],
    ['column "salary" is not in the header', (yaml) => yaml.replace('income:', 'salary:')],
    ['column "id" is not in the schema', (yaml) => yaml.replace('[id]', '[]')],
    ['column "age" is named twice', (yaml) => yaml.replace('[id]', '[id, age]')],
    [
      '"income" is not a column of levels',
      (yaml) => yaml.replace('sex: { column: sex }', 'sex: { column: income }'),
    ],
    ['bands need a column of numbers', (yaml) => yaml.replace('{ column: age, th', '{ column: job, th')],
  ])('refuses a schema: %s', (message, edit) => {
    expect(() => parsed(csv, edit)).toThrow(DatasetError);
    expect(() => parsed(csv, edit)).toThrow(message);
  });

  it.each([
    [',', 'Say delimiter: ","'],
    ['\t', 'Say delimiter: "\\t"'],
    ['|', 'Say delimiter: "|"'],
  ])('suggests the delimiter of a file whose cells end at %j', (delimiter, message) => {
    const plain = csv.replaceAll('"', '').replaceAll('; ', ' ');
    expect(() => parsed(plain.replaceAll(';', delimiter))).toThrow(message);
  });

  it('quotes the outcomes of a label, and says what to do with rows that have none', () => {
    expect(() => parsed(withRow(0, '0;3;20;none;smith;f;'))).toThrow(
      '(got "", "0", "1"). Leave out rows without an outcome.',
    );
  });

  it('refuses a column that no object can have, wherever it stands', () => {
    expect(() => parsed(csv.replace('income', '__proto__'))).toThrow(
      'column "__proto__" cannot be called so. Rename it.',
    );
    expect(() =>
      parsed(csv.replace('income', '__proto__'), (yaml) => yaml.replace('income:', '__proto__:')),
    ).toThrow('column "__proto__" cannot be called so');
  });

  it('refuses a header that names a column twice, and a level that reads like a missing one', () => {
    expect(() => parsed(csv.replace('income', 'age'))).toThrow('column "age" stands twice');
    expect(() => parsed(csv.replace('smith', '(missing)'))).toThrow('"(missing)" is reserved');
  });
});

describe('loadCsvDataset', () => {
  it('reads both files, and says which one it cannot read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cfq-csv-'));
    try {
      const source = { csv: join(folder, 'loans.csv'), schema: join(folder, 'loans.yaml') };
      await writeFile(source.schema, schema);
      await expect(loadCsvDataset(source)).rejects.toThrow(`${source.csv} cannot be read`);
      await writeFile(source.csv, csv);
      expect(await loadCsvDataset(source)).toEqual(parsed(csv));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
