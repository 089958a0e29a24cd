import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  DatasetError,
  effortsOf,
  fitFeatureSpace,
  loadPeople,
  parseCsvDataset,
  parsePeople,
  peopleAsDataset,
} from '../index.ts';

const columns = {
  income: { kind: 'numeric', integer: true, special: { '-9': 'no record' } },
  owner: { kind: 'categorical' },
} as const;
const groups = { purpose: { columns: { car: 'buys a car', house: 'buys a house' }, none: 'other' } };
const schema = { name: 'loans', columns, groups, sparsity: 2, ignore: ['id'] };
const labelled = { ...schema, label: { column: 'paid', favourable: 'yes' } };

const csv = [
  'id,buys a house,owner,income,buys a car',
  '1,0,"no\nnot yet",1200,1',
  '',
  '2,1,yes,-9,0',
  '3,0,yes,900,0',
].join('\n');

const withLabel = (...outcomes: string[]) =>
  [
    'income,owner,buys a car,buys a house,id,paid',
    ...outcomes.map((one, id) => `${id},yes,0,0,${id},${one}`),
  ].join('\n');

describe('effortsOf', () => {
  const hard = {
    ...{ name: 'loans', sparsity: 2 },
    columns: {
      income: { kind: 'numeric', effort: 'hard to earn' },
      debt: { kind: 'numeric' },
      'hard to earn': { kind: 'numeric', input: false },
      'hard to move': { kind: 'numeric', input: false },
    },
    groups: { home: { columns: { rent: 'rents', own: 'owns' }, effort: 'hard to move' } },
  } as const;
  const read = (text: string, edit: object = {}) =>
    parsePeople({ csv: text, schema: { ...hard, ...edit }, csvFile: 'loans.csv' });
  const rows = 'income,debt,hard to earn,hard to move,rents,owns\n9,1,2.5,,1,0\n8,2,,0.5,0,1\n7,3,1,4,0,1';

  it('says what each row says of how hard changes are, and nothing where it says nothing', () => {
    const people = read(rows);
    expect(people.features.map(({ name }) => name)).toEqual(['income', 'debt', 'home']);
    expect(effortsOf(people, [0, 1, 2])).toEqual([{ income: 2.5 }, { home: 0.5 }, { income: 1, home: 4 }]);
    expect(effortsOf(people, [2, 0])).toEqual([{ income: 1, home: 4 }, { income: 2.5 }]);
  });

  it('takes weights above 0 only, from a column of numbers that the model does not see', () => {
    expect(() => read(rows.replace('0.5', '0'))).toThrow(
      /column "hard to move": row 2 is "0", expected an effort above 0, or none \(loans.csv line 3\)/,
    );
    const other = (effort: string) => ({
      columns: { ...hard.columns, income: { kind: 'numeric', effort } },
    });
    expect(() => read(rows, other('debt'))).toThrow(
      /the effort of "income" .*"debt": one that the model sees/,
    );
    expect(() => read(rows, other('hardness'))).toThrow(/got "hardness": none/);
  });
});

describe('parsePeople', () => {
  it('reads people without outcomes, with the line of each and the columns as the header has them', () => {
    const people = parsePeople({ csv, schema });
    expect([people.label, people.favourable, people.y]).toEqual([null, null, null]);
    // A cell of two lines and an empty line lie before the second row.
    expect([...people.lines].map((line) => csv.split('\n')[line - 1]!.slice(0, 2))).toEqual([
      '1,',
      '2,',
      '3,',
    ]);
    expect(people.columns).toEqual([
      { name: 'buys a house', feature: 'purpose', category: 'house' },
      { name: 'owner', feature: 'owner' },
      { name: 'income', feature: 'income' },
      { name: 'buys a car', feature: 'purpose', category: 'car' },
    ]);
    const { features } = fitFeatureSpace({ ...people, trainRows: Int32Array.of(0, 1, 2) });
    expect(features.find(({ name }) => name === 'income')!.special).toEqual({ '-9': 'no record' });
  });

  it.each(['\n', '\r\n', '\r'])(
    'counts lines that end in %j, empty ones and those within quotes too',
    (end) => {
      const text = `\uFEFF\n${csv}`.replaceAll('\n', end);
      const { lines } = parsePeople({ csv: text, schema });
      expect([...lines].map((line) => text.split(end)[line - 1]!.slice(0, 2))).toEqual(['1,', '2,', '3,']);
    },
  );

  it('knows what is favourable where the file has no column of outcomes', () => {
    const people = parsePeople({ csv, schema: labelled });
    expect([people.label, people.favourable, people.y]).toEqual([null, 'yes', null]);
  });

  it.each<[string[], number[], string]>([
    [['yes', 'no', 'yes'], [1, 0, 1], 'no'],
    [['no', 'no'], [0, 0], 'no'],
    [['yes', 'yes'], [1, 1], 'not yes'],
  ])('reads outcomes %j, also where all are alike', (outcomes, y, unfavourable) => {
    const people = parsePeople({ csv: withLabel(...outcomes), schema: labelled });
    expect([...people.y!]).toEqual(y);
    expect(people.label).toEqual({ column: 'paid', favourable: 'yes', unfavourable });
  });

  it('reads what parseCsvDataset reads', () => {
    const outcomes = withLabel('yes', 'no', 'no', 'yes');
    const dataset = parseCsvDataset({ csv: outcomes, schema: labelled });
    expect(peopleAsDataset(parsePeople({ csv: outcomes, schema: labelled }))).toEqual(dataset);
  });

  it.each<[string, string, object, RegExp]>([
    ['an empty outcome', withLabel('yes', 'no', ''), labelled, /Leave out rows without an outcome/],
    ['three outcomes', withLabel('yes', 'no', 'maybe'), labelled, /holds two values/],
    [
      'an unknown column',
      csv.replace('id,', 'key,'),
      schema,
      /column "key" is not in the schema|"id" is not in the header/,
    ],
    [
      'an unknown key',
      csv,
      { ...schema, labels: {} },
      /readPeopleSchema: schema: .*"labels".*did you mean "label"/,
    ],
  ])('refuses %s', (_, text, written, message) => {
    const read = () => parsePeople({ csv: text, schema: JSON.stringify(written) });
    expect(read).toThrow(message);
    expect(read).toThrow(DatasetError);
  });
});

describe('loadPeople', () => {
  it('reads two files, and names the one that is not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cfq-people-'));
    try {
      const paths = { csv: join(folder, 'people.csv'), schema: join(folder, 'people.json') };
      writeFileSync(paths.schema, JSON.stringify(schema));
      await expect(loadPeople(paths)).rejects.toThrow(/^loadPeople: .*people\.csv/);
      writeFileSync(paths.csv, csv);
      expect(await loadPeople(paths)).toEqual(parsePeople({ csv, schema }));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('peopleAsDataset', () => {
  it('takes what a model decides for outcomes', () => {
    const dataset = peopleAsDataset(parsePeople({ csv, schema: labelled }), [1, 0, 1]);
    expect([...dataset.y]).toEqual([1, 0, 1]);
    expect(dataset.table.columns[dataset.label.column]).toMatchObject({ levels: ['denied', 'yes'] });
  });

  it.each([undefined, [1, 0], [1, 0, 2]])('refuses outcomes %j', (y) => {
    expect(() => peopleAsDataset(parsePeople({ csv, schema }), y)).toThrow(DatasetError);
  });
});
