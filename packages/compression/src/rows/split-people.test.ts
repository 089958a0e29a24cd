import { DatasetError, fitFeatureSpace, parsePeople, prepareDataset, peopleAsDataset } from '@cfq/datasets';
import { describe, expect, it } from 'vitest';
import { peopleAt } from './people-at.ts';
import { splitPeople } from './split-people.ts';

const columns = {
  income: { kind: 'numeric', integer: true, special: { '-9': 'no record' } },
  housing: { kind: 'categorical' },
} as const;
const schema = {
  ...{ name: 'loans', columns, sparsity: 2, label: { column: 'paid', favourable: 'yes' } },
  subgroups: { housing: { column: 'housing' } },
};
const outcomes = Array.from({ length: 60 }, (_, row) => (row % 3 === 0 ? 'no' : 'yes'));
const rowText = (row: number) => `${row % 7 === 0 ? -9 : 100 * row},${row % 2 ? 'rent' : 'own'}`;
const csv = ['income,housing,paid', ...outcomes.map((paid, row) => `${rowText(row)},${paid}`)].join('\n');
const withoutOutcomes = ['income,housing', ...outcomes.map((_, row) => rowText(row))].join('\n');

const people = parsePeople({ csv, schema });
const anybody = parsePeople({ csv: withoutOutcomes, schema });
const featureSpace = fitFeatureSpace({ ...people, trainRows: Int32Array.from(people.lines.keys()) });
const decisions = Int32Array.from({ length: 60 }, (_, row) => Number(row % 2 === 0));

describe('splitPeople', () => {
  it('tests on the rows that data sets are tested on, so that who trained on them had not seen these', () => {
    const parts = splitPeople({ people, featureSpace, decisions, seed: 4 });
    const { test } = prepareDataset(peopleAsDataset(people), { seed: 4 });
    expect(parts.test.rows).toEqual(test.rows);
    expect(parts.test.y).toEqual(test.y);
    expect(parts.test.subgroups).toEqual(test.subgroups);
  });

  it('chooses on 40 % of the others where they are few, of both labels, and on each row once', () => {
    const { train, validation, test } = splitPeople({ people, featureSpace, decisions, seed: 4 });
    const all = [...train.rows, ...validation.rows, ...test.rows].sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: 60 }, (_, row) => row));
    const others = train.y.length + validation.y.length;
    expect(Math.abs(validation.y.length - 0.4 * others)).toBeLessThanOrEqual(1);
    const share = ({ y }: typeof train) => y.filter((label) => label === 1).length / y.length;
    expect(Math.abs(share(validation) - share(train))).toBeLessThan(0.1);
    const prepared = prepareDataset(peopleAsDataset(people), { seed: 4 });
    expect([...validation.rows]).toEqual(expect.arrayContaining([...prepared.validation.rows]));
  });

  it('leaves the split of many people as it is', () => {
    const many = peopleAt(
      people,
      Int32Array.from({ length: 12_000 }, (_, row) => row % 60),
    );
    const { train, validation } = splitPeople({
      ...{ people: many, featureSpace, seed: 1 },
      decisions: Int32Array.from({ length: 12_000 }, (_, row) => Number(row % 2 === 0)),
    });
    expect(validation.y.length).toBe(Math.round(0.15 * (train.y.length + validation.y.length)));
  });

  it('tells of everybody how hard changes are, as the people do', () => {
    const values = Float64Array.from({ length: 60 }, (_, row) => row + 1);
    const told = {
      ...people,
      table: {
        ...people.table,
        columns: { ...people.table.columns, hard: { kind: 'number', values } as const },
      },
      features: people.features.map((one) => (one.name === 'income' ? { ...one, effort: 'hard' } : one)),
    };
    const { validation } = splitPeople({ people: told, featureSpace, decisions, seed: 4 });
    expect(validation.efforts).toEqual(Array.from(validation.rows, (row) => ({ income: row + 1 })));
    expect(splitPeople({ people, featureSpace, decisions, seed: 4 }).train.efforts).toBeUndefined();
  });

  it('the teacher labels people without outcomes', () => {
    const parts = splitPeople({ people: anybody, featureSpace, decisions, seed: 4 });
    expect(parts.test.y).toEqual(parts.test.rows.map((row) => decisions[row]!));
  });

  it.each<[string, Int32Array, RegExp]>([
    [
      'denies nobody',
      new Int32Array(60).fill(1),
      /expected both decisions among 60 rows of loans, got approvals alone/,
    ],
    [
      'denies two people',
      Int32Array.from({ length: 60 }, (_, row) => Number(row > 1)),
      /got \d+ and 0 for (train|validation|test), of 58 and 2 in all/,
    ],
  ])('refuses a teacher who %s', (_, rare, message) => {
    expect(() => splitPeople({ people, featureSpace, decisions: rare, seed: 0 })).toThrow(message);
  });

  it('says how many rows are needed where the teacher labels them', () => {
    const rare = Int32Array.from({ length: 60 }, (_, row) => Number(row > 2));
    const split = () => splitPeople({ people: anybody, featureSpace, decisions: rare, seed: 0 });
    expect(split).toThrow(DatasetError);
    expect(split).toThrow(/At least 10 rows of each class/);
  });
});

describe('peopleAt', () => {
  it('gives what the file of these lines alone would', () => {
    const rows = Int32Array.of(7, 3, 14);
    const lines = csv.split('\n');
    const alone = parsePeople({
      csv: [lines[0], ...[...rows].map((row) => lines[row + 1])].join('\n'),
      schema: {
        ...schema,
        columns: { ...columns, housing: { kind: 'categorical', levels: ['own', 'rent'] } },
      },
    });
    const chosen = peopleAt(people, rows);
    expect(chosen.table.columns['income']).toEqual(alone.table.columns['income']);
    expect(chosen.y).toEqual(alone.y);
    expect([...chosen.lines]).toEqual([9, 5, 16]);
    expect([chosen.table.rows, chosen.subgroups['housing']!.codes.length]).toEqual([3, 3]);
  });
});
