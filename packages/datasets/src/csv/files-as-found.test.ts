import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DatasetError } from '../internals/dataset-error.ts';
import { prepareDataset } from '../splits/prepare-dataset.ts';
import type { TableColumn } from '../tables/table.ts';
import type { DatasetSchema } from './dataset-schema.ts';
import { loadCsvDataset } from './load-csv-dataset.ts';
import { parseCsvDataset } from './parse-csv-dataset.ts';

/** A schema of a numeric column and what is added, over a file whose label is `ok`, favourable `y`. */
const yamlOf = (columns: string, top = '') =>
  `name: t\nlabel: { column: ok, favourable: y }\nsparsity: 1\n${top}columns:\n${columns
    .split('\n')
    .map((line) => `  ${line}\n`)
    .join('')}`;
const parse = (csv: string | Uint8Array, columns: string, top = '') =>
  parseCsvDataset({ csv, schema: yamlOf(columns, top), csvFile: 'a.csv', schemaFile: 'a.yaml' });
const columnOf = (csv: string | Uint8Array, columns: string, top = '', name = 'a'): TableColumn =>
  parse(csv, columns, top).table.columns[name]!;
/** The cells of a column, `null` where there is no value. */
const valuesOf = (column: TableColumn) =>
  column.kind === 'number'
    ? Array.from(column.values, (value) => (Number.isNaN(value) ? null : value))
    : Array.from(column.codes, (code) => column.levels[code] ?? null);
const specialsOf = ({ special }: TableColumn) =>
  Array.from(special?.codes ?? [], (code) => special!.labels[code] ?? null);
const file = (cells: readonly string[], name = 'a') =>
  [`${name},ok`, ...cells.map((cell, row) => `${cell},${row % 2 ? 'n' : 'y'}`)].join('\n');

describe('a file in another encoding', () => {
  const text = 'a,ok\nBär,y\nBör,n\nBär,y\n';
  const latin1 = Uint8Array.from(Buffer.from(text, 'latin1'));
  const utf16 = Uint8Array.from(Buffer.from(`\uFEFF${text}`, 'utf16le'));

  it('is read rightly or is an error, never two categories in one', () => {
    expect(() => parse(latin1, 'a: { kind: categorical }')).toThrow(
      /a\.csv line 2, column 2: byte 0xE4 is not UTF-8.*say encoding: latin1/,
    );
    expect(valuesOf(columnOf(latin1, 'a: { kind: categorical }', 'encoding: latin1\n'))).toEqual([
      'Bär',
      'Bör',
      'Bär',
    ]);
    expect(valuesOf(columnOf(utf16, 'a: { kind: categorical }'))).toEqual(['Bär', 'Bör', 'Bär']);
    expect(() => parse(latin1, 'a: { kind: categorical }', 'encoding: utf8000\n')).toThrow(
      'unknown encoding "utf8000"',
    );
  });

  it('is an error where a text has lost its letters already, in cells that are read and in the header', () => {
    const lost = new TextDecoder().decode(latin1);
    expect(() => parse(lost, 'a: { kind: categorical }')).toThrow(
      'column "a": row 1 is "B\uFFFDr", expected text without U+FFFD',
    );
    expect(() => parse(lost.replace('a,', 'B\uFFFD,'), 'a: { kind: categorical }')).toThrow(
      'has lost letters',
    );
    const ignored = 'a,b,ok\n1,B\uFFFDr,y\n2,c,n\n';
    expect(valuesOf(columnOf(ignored, 'a: { kind: numeric }', 'ignore: [b]\n'))).toEqual([1, 2]);
  });

  it('is an error of loadCsvDataset that names the file, for the schema too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cfq-encoding-'));
    try {
      const source = { csv: join(folder, 'a.csv'), schema: join(folder, 'a.yaml') };
      await writeFile(source.csv, latin1);
      await writeFile(source.schema, yamlOf('a: { kind: categorical }'));
      await expect(loadCsvDataset(source)).rejects.toThrow(`${source.csv} line 2, column 2: byte 0xE4`);
      await writeFile(source.schema, yamlOf('a: { kind: categorical }', 'encoding: windows-1252\n'));
      expect(valuesOf((await loadCsvDataset(source)).table.columns['a']!)).toEqual(['Bär', 'Bör', 'Bär']);
      await writeFile(
        source.schema,
        Buffer.from(yamlOf('a: { kind: categorical, levels: [Bär] }'), 'latin1'),
      );
      await expect(loadCsvDataset(source)).rejects.toThrow(`${source.schema} line 5, column 37: byte 0xE4`);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('numbers as they are written', () => {
  it.each<[string, string, readonly string[], readonly number[]]>([
    ["decimal: ','", 'a decimal comma', ['"70,50"', '"1,5"'], [70.5, 1.5]],
    ["decimal: ',', thousands: '.'", 'points between thousands', ['"1.070,5"', '12'], [1070.5, 12]],
    ["unit: '%'", 'percent', ['21%', '5 %'], [21, 5]],
    ['unit: $', 'a currency', ['$70', '-$5'], [70, -5]],
    ['unit: [EUR, $]', 'one of several units', ['70 EUR', '5 EUR'], [70, 5]],
    ['parentheses: true', 'accounts', ['(70)', '5'], [-70, 5]],
  ])('reads a column with %s: %s', (keys, _, cells, values) => {
    expect(valuesOf(columnOf(file(cells), `a: { kind: numeric, ${keys} }`))).toEqual(values);
  });

  it('takes the format of the data set, and that of a column before it', () => {
    const csv = 'a;b;ok\n1,5;1.5;y\n2,5;2.5;n\n';
    const columns = "a: { kind: numeric }\nb: { kind: numeric, decimal: '.' }";
    const { table } = parse(csv, columns, "delimiter: ';'\ndecimal: ','\n");
    expect([valuesOf(table.columns['a']!), valuesOf(table.columns['b']!)]).toEqual([
      [1.5, 2.5],
      [1.5, 2.5],
    ]);
  });

  it.each<[string, readonly string[], string]>([
    [
      'row 2 is "70,50", expected a number (a.csv line 3). Correct the file, or if the comma is the decimal sign, say decimal: \',\'.',
      ['1', '"70,50"'],
      '',
    ],
    ['if "%" is the unit of the column, say unit: \'%\'', ['21%', '5%'], ''],
    ['if "$" is the unit of the column, say unit: \'$\'', ['$70', '$5'], ''],
    ["list it under missing: ['n/a']", ['n/a', '5'], ''],
    ['row 2 is "5", expected a number in "$" as in row 1', ['$70', '5'], ', unit: $'],
    ['row 2 is "€5", expected a number in "$" as in row 1', ['$70', '€5'], ', unit: [$, €]'],
    ['row 2 is "5%", expected a number without a unit as in row 1', ['0.21', '5%'], ", unit: '%'"],
    ['row 1 is "1e999", expected a number', ['1e999', '1'], ''],
    ['row 1 is "Infinity", expected a number', ['Infinity', '1'], ''],
    ['row 1 is "0x1F", expected a number', ['0x1F', '1'], ''],
    ['more digits than a number keeps', ['12345678901234567', '1'], ''],
  ])('says what could be meant: %s', (message, cells, keys) => {
    expect(() => parse(file(cells), `a: { kind: numeric${keys} }`)).toThrow(DatasetError);
    expect(() => parse(file(cells), `a: { kind: numeric${keys} }`)).toThrow(message);
  });
});

describe('words as the schema writes them', () => {
  it.each<[string, readonly string[], string]>([
    ['favourable: True', ['True', 'False'], 'True'],
    ['favourable: TRUE', ['TRUE', 'FALSE'], 'TRUE'],
    ['favourable: yes', ['yes', 'no'], 'yes'],
    ['favourable: On', ['On', 'Off'], 'On'],
    ['favourable: null', ['null', 'x'], 'null'],
    ['favourable: ~', ['~', 'x'], '~'],
    ['favourable: 1.0', ['1.0', '0.0'], '1.0'],
    ['favourable: 1', ['1.0', '0.0'], '1.0'],
    ['favourable: 1.0', ['1', '0'], '1'],
    ['favourable: 01', ['01', '02'], '01'],
    ['favourable: 2020-01-01', ['2020-01-01', 'x'], '2020-01-01'],
    ['favourable: 0x1F', ['0x1F', 'x'], '0x1F'],
  ])('finds the outcome of %s', (favourable, [one, other], outcome) => {
    const schema = `name: t\nlabel: { column: ok, ${favourable} }\nsparsity: 1\ncolumns: { a: { kind: numeric } }\n`;
    const { label, y } = parseCsvDataset({ csv: `a,ok\n1,${one}\n2,${other}\n`, schema });
    expect([label.favourable, ...y]).toEqual([outcome, 1, 0]);
  });

  it.each<[string, string]>([
    ['levels: each level once', 'a: { kind: ordinal, levels: [1, 2, 1] }'],
    [
      'the decimal sign and what groups thousands differ (got "," for both)',
      "a: { kind: numeric, decimal: ',', thousands: ',' }",
    ],
    [
      'the decimal sign and what groups thousands differ (got "." for both)',
      "a: { kind: numeric, thousands: '.' }",
    ],
    [
      'a special code has one meaning (got "x" and "y" for -9)',
      'a: { kind: numeric, special: { -9: x, -9.0: y } }',
    ],
    ['columns.a.kind: is absent', 'a: { levels: [1] }'],
  ])('refuses what contradicts itself or is absent: %s', (message, columns) => {
    expect(() => parse(file(['1', '2']), columns)).toThrow(message);
  });

  it('suggests an outcome that is spelt otherwise, and says what is absent', () => {
    const schema =
      'name: t\nlabel: { column: ok, favourable: true }\nsparsity: 1\ncolumns: { a: { kind: numeric } }\n';
    const csv = 'a,ok\n1,True\n2,False\n';
    expect(() => parseCsvDataset({ csv, schema })).toThrow(
      'Did you mean "True"? Words are compared as they are written.',
    );
    expect(() => parseCsvDataset({ csv, schema: 'label: 3' })).toThrow(
      'schema: name: is absent; line 1, label: expected a map, the file says 3; columns: is absent',
    );
  });

  it('quotes what the file has where no outcome is it', () => {
    const schema =
      'name: t\nlabel: { column: ok, favourable: 01 }\nsparsity: 1\ncolumns: { a: { kind: numeric } }\n';
    expect(() => parseCsvDataset({ csv: 'a,ok\n1,1\n2,2\n', schema, schemaFile: 'a.yaml' })).toThrow(
      'the favourable "01" as a.yaml line 2 has it (got "1", "2")',
    );
  });

  it('keeps ZIP codes, version numbers and words of YAML apart as levels', () => {
    expect(
      valuesOf(columnOf(file(['01234', '02139']), 'a: { kind: categorical, levels: [01234, 02139] }')),
    ).toEqual(['01234', '02139']);
    expect(valuesOf(columnOf(file(['1.0', '1.10']), 'a: { kind: ordinal, levels: [1.0, 1.10] }'))).toEqual([
      '1.0',
      '1.10',
    ]);
    expect(
      valuesOf(columnOf(file(['No', 'null', 'NO']), 'a: { kind: categorical, levels: [No, NO, null] }')),
    ).toEqual(['No', 'null', 'NO']);
    expect(() => parse(file(['1234', '02139']), 'a: { kind: categorical, levels: [01234, 02139] }')).toThrow(
      'row 1 is "1234", expected one of 01234, 02139; did you mean "01234"?',
    );
  });

  it('takes numbers of a level column for the same number, unless their spelling is listed', () => {
    expect(valuesOf(columnOf(file(['1.0', '2']), 'a: { kind: ordinal, levels: [1, 2] }'))).toEqual([
      '1',
      '2',
    ]);
    expect(valuesOf(columnOf(file(['1.0', '1']), 'a: { kind: categorical, levels: [1, 1.0] }'))).toEqual([
      '1.0',
      '1',
    ]);
    const schema: DatasetSchema = {
      name: 't',
      label: { column: 'ok', favourable: 'y' },
      sparsity: 1,
      columns: { a: { kind: 'ordinal', levels: [1.0, 2.0] } },
    };
    const { table } = parseCsvDataset({ csv: file(['1.0', '2.0', '1']), schema });
    expect(valuesOf(table.columns['a']!)).toEqual(['1', '2', '1']);
  });

  it('takes a lone question mark for one, and names columns as they are written', () => {
    expect(valuesOf(columnOf(file(['?', '2']), 'a: { kind: numeric }', 'missing: [?]\n'))).toEqual([null, 2]);
    expect(valuesOf(columnOf(file(['5', '2'], '01'), '01: { kind: numeric }', '', '01'))).toEqual([5, 2]);
    expect(() => parse(file(['5'], '1'), '01: { kind: numeric }')).toThrow(
      'column "01" is not in the header',
    );
  });
});

describe('missing values and codes', () => {
  it('are those of a column where it has its own', () => {
    const csv = 'late,age,ok\n98,30,n\n1,98,y\n0,96,y\n,40,n\nNA,50,n\n';
    const columns = 'late: { kind: numeric, missing: [96, 98] }\nage: { kind: numeric }';
    const { table, warnings } = parse(csv, columns, "missing: ['', NA]\n");
    expect(valuesOf(table.columns['late']!)).toEqual([null, 1, 0, null, null]);
    expect(valuesOf(table.columns['age']!)).toEqual([30, 98, 96, 40, 50]);
    expect(warnings).toEqual([]);
  });

  it('can be taken back by a column, and are warned of where they lie amid its numbers', () => {
    const csv = 'late,age,ok\n98,30,n\n1,98,y\n0,99,y\n';
    const late = 'late: { kind: numeric }\n';
    const own = parse(csv, `${late}age: { kind: numeric, missing: [] }`, 'missing: [98]\n');
    expect(valuesOf(own.table.columns['age']!)).toEqual([30, 98, 99]);
    const { table, warnings } = parse(csv, `${late}age: { kind: numeric }`, 'missing: [98]\n');
    expect(valuesOf(table.columns['age']!)).toEqual([30, null, 99]);
    expect(warnings).toEqual([
      expect.stringContaining('"age" is 98 in 1 row, which the data set\'s missing list takes for no value'),
    ]);
  });

  it.each(['-9', '-9.0', "'-9'", '-9.00', '-9e0'])('compare numbers as numbers: %s', (code) => {
    const cells = ['-9.0', '-9', '-9.00', '-90', '1'];
    expect(valuesOf(columnOf(file(cells), 'a: { kind: numeric }', `missing: [${code}]\n`))).toEqual([
      null,
      null,
      null,
      -90,
      1,
    ]);
    const levels = 'a: { kind: categorical, levels: [-90, 1] }';
    expect(valuesOf(columnOf(file(cells), levels, `missing: [${code === '-9e0' ? '-9' : code}]\n`))).toEqual([
      null,
      null,
      null,
      '-90',
      '1',
    ]);
  });

  it('keep a meaning each where they are special, whatever the kind of column', () => {
    const cells = ['-9.0', '-8', '', '1', '2'];
    const special = 'special: { -9: no bureau record, -8: no inquiry }';
    const number = columnOf(file(cells), `a: { kind: numeric, ${special} }`, "missing: ['', -9]\n");
    expect([valuesOf(number), specialsOf(number)]).toEqual([
      [null, null, null, 1, 2],
      ['no bureau record', 'no inquiry', null, null, null],
    ]);
    for (const kind of ['categorical', 'ordinal, levels: [1, 2]']) {
      const level = columnOf(file(cells), `a: { kind: ${kind}, ${special} }`);
      expect([valuesOf(level), specialsOf(level)]).toEqual([
        [null, null, null, '1', '2'],
        ['no bureau record', 'no inquiry', null, null, null],
      ]);
    }
    const { encoder } = prepareDataset(
      parse(file([...cells, ...cells, ...cells, ...cells]), `a: { kind: numeric, ${special} }`),
      { seed: 0 },
    );
    const rows = [{ a: 'no inquiry' }, { a: null }, { a: 2 }];
    expect(encoder.decodeRows(encoder.encodeRows(rows))).toEqual([
      { a: 'no inquiry' },
      { a: null },
      { a: expect.closeTo(2, 5) as number },
    ]);
  });

  it.each<[string, string]>([
    [
      'the meaning of a special code is a name of its own (got "(missing)", which is reserved)',
      'a: { kind: numeric, special: { -9: (missing) } }',
    ],
    ['(got "known", which is reserved)', 'a: { kind: numeric, special: { -9: known } }'],
    ['(got "1", which is a level)', 'a: { kind: ordinal, levels: [1, 2], special: { -9: 1 } }'],
  ])('refuse a meaning: %s', (message, columns) => {
    expect(() => parse(file(['1', '2', '-9']), columns)).toThrow(message);
  });

  it.each<[readonly string[], string]>([
    [['-9', '-8', '3', '5', '60'], '"a" holds -9, -8, which look like codes'],
    [['-1', '-1', '3', '5', '60'], '"a" holds -1, which looks like a code'],
    [['-999', '3', '5', '60'], '"a" holds -999, which looks like a code'],
    [['98', '96', '0', '1', '13'], '"a" holds 96, 98, which look like codes'],
    [['9999', '3', '5', '60'], '(special: { 9999: no record })'],
  ])('are warned of where numbers look like them: %s', (cells, message) => {
    expect(parse(file(cells), 'a: { kind: numeric }').warnings).toEqual([expect.stringContaining(message)]);
  });

  it('are one sentence however many columns hold them', () => {
    const csv = 'a,b,c,d,ok\n-9,-9,1,-8,y\n-8,-8,2,-8,n\n3,3,3,3,y\n5,5,4,5,n\n60,61,5,62,y\n6,7,6,8,n\n';
    const columns = ['a', 'b', 'c', 'd'].map((name) => `${name}: { kind: numeric }`).join('\n');
    expect(parse(csv, columns).warnings).toEqual([
      '"a", "b" hold -9, -8; "d" holds -8, which look like codes: if they stand for something else than a number, say ' +
        'what under special of each of these columns (special: { -9: no record, -8: no record }).',
    ]);
  });

  it.each([[['-9', '-3', '3', '5']], [['98', '99', '70', '30']], [['-1', '3', '5', '7']], [['0', '1', '2']]])(
    'are not seen in numbers that do not: %s',
    (cells) => {
      expect(parse(file(cells), 'a: { kind: numeric }').warnings).toEqual([]);
    },
  );
});

describe('levels', () => {
  it('that look alike are kept apart, with a word, until they have one label', () => {
    const cells = ['Bär', 'Ba\u0308r', 'own', 'Own ', '1', '1.0'];
    expect(parse(file(cells), 'a: { kind: categorical }').warnings).toEqual([
      expect.stringContaining('"1", "1.0"'),
      expect.stringContaining('"Ba\u0308r", "Bär"'),
      expect.stringContaining('"Own", "own"'),
    ]);
    const labels = 'a: { kind: categorical, levels: [own, Own], labels: { Own: own } }';
    const column = columnOf(file(['own', 'Own']), labels);
    expect(column).toMatchObject({ levels: ['own'], codes: Int32Array.of(0, 0) });
  });

  it('of several columns become one feature', () => {
    const csv = 'rent,own,age,ok\n1,0,1,y\n0,1.0,2,n\nfalse,TRUE,3,y\n0,0,4,n\n,0,5,y\n,1,6,n\n';
    const groups = 'groups:\n  housing: { columns: { to let: rent, owned: own }, forbidden: [to let] }\n';
    const { features, table } = parse(csv, 'age: { kind: numeric }', groups);
    expect(valuesOf(table.columns['housing']!)).toEqual(['to let', 'owned', 'owned', null, null, 'owned']);
    expect(features[1]).toEqual({
      name: 'housing',
      kind: 'categorical',
      immutable: false,
      direction: 'any',
      rule: { forbidden: ['to let'] },
    });
    const none = groups.replace('forbidden: [to let]', 'none: free');
    expect(valuesOf(columnOf(csv, 'age: { kind: numeric }', none, 'housing'))).toEqual([
      'to let',
      'owned',
      'owned',
      'free',
      null,
      'owned',
    ]);
    expect(() => parse(csv.replace('0,1.0', '1,1'), 'age: { kind: numeric }', groups)).toThrow(
      'column "own": row 2 is "1", expected no second one beside "rent" (a.csv line 3)',
    );
    expect(() => parse(csv.replace('0,1.0', '0,2'), 'age: { kind: numeric }', groups)).toThrow(
      'row 2 is "2", expected 0 or 1',
    );
    expect(() => parse(csv, 'age: { kind: numeric }\nrent: { kind: numeric }', groups)).toThrow(
      'column "rent" is named twice',
    );
    expect(() => parse(csv, 'age: { kind: numeric }', groups.replace('housing', 'age'))).toThrow(
      'two columns are called "age"',
    );
    expect(() => parse(csv, 'age: { kind: numeric }', groups.replace('[to let]', '[let]'))).toThrow('let');
  });
});

describe('layouts', () => {
  const values = { a: [1, 2], b: [3, 4] };
  it.each<[string, string, string]>([
    ['blanks, several of them', 'a  b ok\n1   3 y\n  2 4    n  \n', "delimiter: ' '\n"],
    ['blanks and tabs', 'a\tb  ok\r\n1 3 y\r\n2 4 n\r\n', "delimiter: ' '\n"],
    ['tabs', 'a\tb\tok\n1\t3\ty\n2\t4\tn\n', 'delimiter: "\\t"\n'],
    ['an index without a name', ',a,b,ok\n0,1,3,y\n1,2,4,n\n', "ignore: ['']\n"],
    ['two columns without a name', ',a,b,ok,\n0,1,3,y,\n1,2,4,n,\n', "ignore: ['']\n"],
    ['a mark and quotes in the header', '\uFEFF"a","b","ok"\r\n"1","3","y"\r\n2,4,n\r\n', ''],
    ['carriage returns alone', 'a,b,ok\r1,3,y\r2,4,n\r', ''],
  ])('are read: %s', (_, csv, top) => {
    const { table } = parse(csv, 'a: { kind: numeric }\nb: { kind: numeric }', top);
    expect({ a: valuesOf(table.columns['a']!), b: valuesOf(table.columns['b']!) }).toEqual(values);
  });

  it('keep empty cells between tabs, and blanks inside quotes', () => {
    const csv = 'a\tb\tok\n\t3\ty\n2\t\tn\n';
    const { table } = parse(csv, 'a: { kind: numeric }\nb: { kind: numeric }', 'delimiter: "\\t"\n');
    expect([valuesOf(table.columns['a']!), valuesOf(table.columns['b']!)]).toEqual([
      [null, 2],
      [3, null],
    ]);
    const quoted = 'a ok\n"two  words"   y\nx n\n';
    expect(valuesOf(columnOf(quoted, 'a: { kind: categorical }', "delimiter: ' '\n"))).toEqual([
      'two  words',
      'x',
    ]);
  });

  it('say what an index without a name needs', () => {
    expect(() => parse(',a,ok\n0,1,y\n1,2,n\n', 'a: { kind: numeric }')).toThrow(
      "list it under ignore: ['']",
    );
  });
});

describe('rules of columns', () => {
  it('stand beside what a column is, in raw units', () => {
    const yaml = `income: { kind: numeric, bounds: [null, 200], step: 50, maxChange: { percent: 10 }, scale: robust }
school: { kind: ordinal, levels: [none, some, 3], to: [3], costWeight: 2, time: { perUnit: 24 }, reason: a degree takes years }
job: { kind: categorical, moves: { clerk: [smith] } }`;
    const csv = 'income,school,job,ok\n100,none,clerk,y\n150,3,smith,n\n';
    const top = `relations: [{ kind: rises-only-with, feature: income, with: school }]
policies: { cautious: { sparsity: 1, features: { job: { immutable: true } } } }\n`;
    const { features, relations, policies } = parse(csv, yaml, top);
    expect(features[0]).toMatchObject({
      bounds: [null, 200],
      step: 50,
      scaling: 'robust',
      rule: { maxChange: { percent: 10 } },
    });
    expect(features[1]!.rule).toEqual({
      ...{ to: ['3'], costWeight: 2, time: { perUnit: 24 }, reason: 'a degree takes years' },
    });
    expect(features[2]!.rule).toEqual({ moves: { clerk: ['smith'] } });
    expect(relations).toEqual([{ kind: 'rises-only-with', feature: 'income', with: 'school' }]);
    expect(policies).toEqual({
      cautious: {
        name: 'cautious',
        description: 'cautious',
        sparsity: 1,
        features: { job: { immutable: true } },
      },
    });
  });

  it.each<[string, string, string?]>([
    ['did you mean "immutable"?', 'a: { kind: numeric, imutable: true }'],
    ['unknown key "to"', 'a: { kind: numeric, to: [x] }'],
    ['line 5, columns.a.costWeight', 'a: { kind: numeric, costWeight: 0 }'],
    ['line 5, columns.a.time.fixed', 'a: { kind: numeric, time: { fixed: -1 } }'],
    ['fixed, perUnit or both', 'a: { kind: numeric, time: {} }'],
    ['categories have no units of change', 'a: { kind: categorical, time: { perUnit: 1 } }'],
    ['line 5, columns.a.maxChange.amount', 'a: { kind: numeric, maxChange: { amount: -1 } }'],
    ['line 5, column "a": forbidden names "z"', 'a: { kind: categorical, forbidden: [z] }'],
    ['"z"', 'a: { kind: categorical, moves: { 1: [z] } }'],
    [
      'line 4, policy "p": no feature "z"',
      'a: { kind: numeric }',
      'policies: { p: { features: { z: { immutable: true } } } }\n',
    ],
    [
      'line 4: relation at-most: no feature "z"',
      'a: { kind: numeric }',
      'relations: [{ kind: at-most, lower: a, upper: z }]\n',
    ],
    [
      'line 4, relations.0.terms: two features or more',
      'a: { kind: numeric }',
      'relations: [{ kind: linear, terms: { a: 1 }, atMost: 3 }]\n',
    ],
    [
      'line 4, policies.p.features.a: unknown key "imutable"',
      'a: { kind: numeric }',
      'policies: { p: { features: { a: { imutable: true } } } }\n',
    ],
    [
      'subgroup "s" reads a column that the schema describes (expected one of a, ok, got "z")',
      'a: { kind: numeric }',
      'subgroups: { s: { column: z } }\n',
    ],
  ])('are refused: %s', (message, columns, top) => {
    expect(() => parse(file(['1', '2']), columns, top)).toThrow(DatasetError);
    expect(() => parse(file(['1', '2']), columns, top)).toThrow(message);
  });
});

describe('columns that say nothing', () => {
  const rows = (cell: (row: number) => string) =>
    ['a,b,ok', ...Array.from({ length: 60 }, (_, row) => `${row},${cell(row)},${row % 3 ? 'y' : 'n'}`)].join(
      '\n',
    );

  it.each<[string, (row: number) => string, string]>([
    ['one category', () => 'rent', 'categorical'],
    ['one category of several that are listed', () => 'rent', 'categorical, levels: [rent, own]'],
    ['no category', () => '', 'categorical'],
    ['one level', () => 'rent', 'ordinal, levels: [rent, own]'],
    ['no level', () => '', 'ordinal, levels: [rent, own]'],
    ['one number', () => '7', 'numeric'],
    ['no number', () => '', 'numeric'],
    ['one special code', () => '-9', 'numeric, special: { -9: no record }'],
  ])('are left out with a word for every seed: %s', (_, cell, kind) => {
    const dataset = parse(rows(cell), `a: { kind: numeric }\nb: { kind: ${kind} }`);
    for (const seed of [0, 1, 2, 3]) {
      const { featureSpace, warnings, encoder } = prepareDataset(dataset, { seed });
      expect(featureSpace.features.map(({ name }) => name)).toEqual(['a']);
      expect(warnings).toEqual([expect.stringContaining('"b" is left out, since')]);
      expect(encoder.encodeRows([{ a: 3, b: 'rent' }]).shape).toEqual([1, 1]);
    }
  });

  it.each([
    ['categorical', (row: number) => (row === 5 ? 'castle' : 'rent')],
    ['numeric', (row: number) => (row === 5 ? '9' : '7')],
    ['numeric', (row: number) => (row === 5 ? '9' : '')],
    ['categorical', (row: number) => (row === 5 ? '' : 'rent')],
  ])('prepare for every seed where one row alone differs: %s', (kind, cell) => {
    const dataset = parse(rows(cell), `a: { kind: numeric }\nb: { kind: ${kind} }`);
    const seen = new Set<number>();
    for (let seed = 0; seed < 12; seed++) {
      const { featureSpace, warnings, train, test, encoder } = prepareDataset(dataset, { seed });
      seen.add(featureSpace.features.length);
      expect(warnings.length).toBe(train.rows.includes(5) ? 0 : 1);
      expect(encoder.decodeRows(test.x).length).toBe(test.rows.length);
    }
    expect(seen.size).toBeGreaterThan(1);
  });

  it('are an error where they are the label, or all there is', () => {
    expect(() => parse('a,ok\n1,y\n2,y\n', 'a: { kind: numeric }')).toThrow(
      'With one outcome there is nothing to learn',
    );
    const dataset = parse(
      rows(() => 'x').replaceAll(/^\d+,/gm, '1,'),
      'a: { kind: numeric }\nb: { kind: categorical }',
    );
    expect(() => prepareDataset(dataset, { seed: 0 })).toThrow('at least one feature varies');
  });
});
