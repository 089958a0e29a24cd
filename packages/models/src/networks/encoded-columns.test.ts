import { createEncoder, fitFeatureSpace, parsePeople, type People, type PeopleSchema } from '@cfq/datasets';
import { columnsFrom, type ColumnSource, type FileInput } from '@cfq/network';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellOfColumn } from '../cells/cell-of-column.ts';
import type { BindingContext } from '../cells/binding-context.ts';
import type { BoundInput, DescribedInput } from '../inputs/bound-input.ts';
import { rowFeeder } from '../inputs/feed-rows.ts';
import { interfaceOfCells } from '../binding/interface-of-cells.ts';
import { cellsOfInterface } from '../metadata/cells-of-interface.ts';
import { encodedColumns } from './encoded-columns.ts';

const schema: PeopleSchema = {
  name: 'people',
  columns: {
    income: { kind: 'numeric' },
    debt: { kind: 'numeric', step: 0.05, special: { '-9': 'no file' } },
    years: { kind: 'numeric', integer: true },
    savings: { kind: 'ordinal', levels: ['none', 'some', 'much'], values: [0, 1, 4] },
    grade: { kind: 'ordinal', levels: ['1', '2', '3'] },
    home: { kind: 'categorical', labels: { A1: 'own', A2: 'rent' } },
    job: { kind: 'categorical', special: { X: 'unknown job' } },
  },
  sparsity: 2,
};

const cell = {
  income: fc
    .double({ min: -50, max: 9000, noNaN: true })
    .map((value) => String(Number(value.toPrecision(7)))),
  debt: fc.oneof(
    fc.integer({ min: 0, max: 999 }).map((n) => String(Number((n * 0.05).toFixed(2)))),
    fc.constantFrom('', '-9'),
  ),
  years: fc.oneof(fc.nat({ max: 50 }).map(String), fc.constant('')),
  savings: fc.constantFrom('none', 'some', 'much', ''),
  grade: fc.constantFrom('1', '2', '3'),
  home: fc.constantFrom('A1', 'A2', ''),
  job: fc.constantFrom('clerk', 'smith', 'X'),
};
const names = Object.keys(cell) as (keyof typeof cell)[];

/** Tables of every kind of column, with values that differ in the first rows. */
const tables = fc.array(fc.record(cell), { minLength: 1, maxLength: 12 }).map((drawn) => {
  const rows = [
    { income: '0', debt: '0.05', years: '1', savings: 'none', grade: '1', home: 'A1', job: 'clerk' },
    { income: '10', debt: '5', years: '2', savings: 'much', grade: '3', home: 'A2', job: 'smith' },
    ...drawn,
  ];
  const csv = [names.join(','), ...rows.map((row) => names.map((name) => row[name]).join(','))].join('\n');
  return { rows, people: parsePeople({ csv, schema }) };
});

const described = (name: string, type: FileInput['type']): DescribedInput => ({
  ...{ name, type, columns: 1, flat: false, rowShape: [1], fixedRows: null, sized: true },
});

const isText = (name: string) => name === 'savings' || name === 'home' || name === 'job';

function boundTo(people: People, oneHot: readonly string[]) {
  const trainRows = Int32Array.from(people.lines.keys());
  const featureSpace = fitFeatureSpace({ ...people, trainRows, oneHot });
  const context: BindingContext = { name: 'file', featureSpace, people, note: () => undefined };
  const inputs = names.map((name): BoundInput => {
    const input = described(name, isText(name) ? 'string' : 'float64');
    return { input, cells: [cellOfColumn(name, { type: input.type, place: name }, context)] };
  });
  return { featureSpace, inputs };
}

function fedWith({ featureSpace, inputs }: ReturnType<typeof boundTo>, { table }: People) {
  const { data, shape } = createEncoder(featureSpace).encodeTable(table);
  return rowFeeder(inputs)({ data, shape: [...shape] }, 0, table.rows, table.rows);
}

describe('what a file is given', () => {
  it('is what stands in the table, number by number and word by word', () => {
    fc.assert(
      fc.property(tables, fc.boolean(), ({ rows, people }, levels) => {
        const fed = fedWith(boundTo(people, levels ? ['savings'] : []), people);
        for (const name of names) {
          const expected = rows.map((row) =>
            isText(name) ? row[name] : row[name] === '' ? NaN : Number(row[name]),
          );
          const got = Array.from(fed[name]!.data as ArrayLike<string | number>);
          // A column without a step keeps seven digits.
          if (name === 'income')
            got.forEach((value, row) => expect(value).toBeCloseTo(expected[row] as number, 2));
          else expect(got).toEqual(expected);
        }
      }),
      { numRuns: 25 },
    );
  });
});

const source: fc.Arbitrary<ColumnSource> = fc.oneof(
  fc.record({
    kind: fc.constant('number' as const),
    input: fc.constantFrom('income', 'debt', 'years', 'grade'),
    column: fc.constant(0),
    offset: fc.constantFrom(0, 2.5, -30),
    scale: fc.constantFrom(1, 0.5, 800),
    absent: fc.constantFrom(0, 7.5, -1),
  }),
  fc.constantFrom<ColumnSource>(
    {
      ...{ kind: 'number', input: 'debt', column: 0, offset: 2.5, scale: 800 },
      ...{ absent: 7.5, codes: [[-9, 4]] },
    },
    { kind: 'present', input: 'debt', column: 0, codes: [-9] },
    { kind: 'present', input: 'job', column: 0, codes: ['X'] },
  ),
  fc
    .constantFrom(
      ['savings', 'none'],
      ['savings', 'much'],
      ['home', 'A1'],
      ['home', ''],
      ['job', 'X'],
      ['job', 'smith'],
    )
    .map(([input, value]) => ({ kind: 'category' as const, input, column: 0, value })),
  fc.record({
    kind: fc.constantFrom('absent' as const, 'present' as const),
    input: fc.constantFrom('debt', 'years', 'home', 'savings', 'income'),
    column: fc.constant(0),
  }),
);

describe('encodedColumns', () => {
  it('gives the columns of a network from encoded rows as from what the file is given', () => {
    fc.assert(
      fc.property(tables, fc.array(source, { minLength: 1, maxLength: 8 }), ({ people }, columns) => {
        const bound = boundTo(people, ['savings']);
        const found = encodedColumns({ columns }, bound.inputs);
        if (!('columns' in found)) throw new Error(found.why);
        const fed = fedWith(bound, people);
        const files = { inputs: bound.inputs.map(({ input }) => input), columns };
        const expected = columnsFrom(files, fed);
        const { data, shape } = createEncoder(bound.featureSpace).encodeTable(people.table);
        for (let row = 0; row < people.table.rows; row += 1) {
          found.columns.forEach(({ factors, constant }, place) => {
            let sum = constant;
            for (const [column, factor] of factors) sum += factor * data[row * shape[1] + column]!;
            const own = expected.data[row * columns.length + place]!;
            expect(Math.abs(sum - own)).toBeLessThan(
              2e-5 * Math.max(1, Math.abs(own), Math.abs(constant)) + 5e-3,
            );
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('says which levels are told apart where encoded rows have one number for them', () => {
    const people = parsePeople({
      csv: `${names.join(',')}\n0,1,1,none,1,A1,clerk\n5,2,2,some,2,A2,smith\n6,3,4,much,3,A2,smith`,
      schema,
    });
    const { inputs } = boundTo(people, []);
    const columns = [{ kind: 'category', input: 'savings', column: 0, value: 'some' } as const];
    expect(encodedColumns({ columns }, inputs)).toEqual({
      why: expect.stringMatching(/levels of "savings" are told apart/) as string,
      ordinals: ['savings'],
    });
    const numbers = [{ kind: 'category', input: 'years', column: 0, value: 2 } as const];
    expect(encodedColumns({ columns: numbers }, inputs)).toMatchObject({
      why: expect.stringMatching(/numbers of "years"/) as string,
      ordinals: [],
    });
  });
});

describe('interfaceOfCells', () => {
  it('describes encoded columns by what the file is given, and is read backwards', () => {
    fc.assert(
      fc.property(tables, ({ people }) => {
        const bound = boundTo(people, ['savings']);
        const columns = interfaceOfCells(bound.featureSpace, bound.inputs)!;
        const inputs = bound.inputs.map(({ input }) => input);
        const fed = fedWith(bound, people);
        const { data, shape } = createEncoder(bound.featureSpace).encodeTable(people.table);
        const given = columnsFrom({ inputs, columns }, fed);
        expect(given.shape).toEqual([...shape]);
        given.data.forEach((value, at) => expect(value).toBeCloseTo(data[at]!, 4));
        const cells = cellsOfInterface({ inputs, columns }, bound.featureSpace)!;
        const again = inputs.map((input, place): BoundInput => ({ input, cells: cells[place]!.cells }));
        const back = rowFeeder(again)({ data, shape: [...shape] }, 0, shape[0], shape[0]);
        for (const { name } of inputs) {
          const [one, other] = [fed, back].map((all) =>
            Array.from(all[name]!.data as ArrayLike<string | number>),
          );
          one!.forEach((value, row) => {
            if (typeof value === 'string' || Number.isNaN(value)) expect(other![row]).toEqual(value);
            else expect(other![row]).toBeCloseTo(value, 2);
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['a value of others', 7, null],
    ['off the grid of its column', 6.01, 'codes'],
    ['beyond its bounds', -1, 'codes'],
  ])('a code for no value that is %s', (_, missing, expected) => {
    const people = parsePeople({
      csv: `${names.join(',')}\n0,1,1,none,1,A1,clerk\n5,10,2,some,2,A2,smith\n6,,3,much,3,A2,smith`,
      schema,
    });
    const { featureSpace } = boundTo(people, ['savings']);
    const context: BindingContext = { name: 'file', featureSpace, people, note: () => undefined };
    const inputs = names.map((name): BoundInput => {
      const input = described(name, isText(name) ? 'string' : 'float64');
      const mapped = name === 'debt' ? { column: 'debt', missing } : name;
      return { input, cells: [cellOfColumn(mapped, { type: input.type, place: name }, context)] };
    });
    const columns = interfaceOfCells(featureSpace, inputs);
    const debt = columns?.find(({ input, kind }) => input === 'debt' && kind === 'number') ?? null;
    expect(debt && 'codes' in debt ? 'codes' : null).toBe(expected);
  });
});
