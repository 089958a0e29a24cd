import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { adultTrainRows } from '../adult/adult-dataset.ts';
import { adultSource } from '../adult/adult-columns.ts';
import { parseAdult } from '../adult/parse-adult.ts';
import { compasSource } from '../compas/compas-columns.ts';
import { parseCompas } from '../compas/parse-compas.ts';
import { datasets } from '../datasets.ts';
import { germanSource } from '../german/german-columns.ts';
import { parseGerman } from '../german/parse-german.ts';
import { loadDataset } from '../load-dataset.ts';
import { tableDifferences } from '../table-differences.ts';
import { rawLines } from '../testing/raw-lines.ts';
import { originals, type OriginalName } from './originals.ts';
import { verifyDataset } from './verify-dataset.ts';

const folder = join(import.meta.dirname, '../../../../../shared/data');
const present = existsSync(join(folder, 'german.data'));
if (!present)
  process.stderr.write(`SKIPPED: no original files at ${folder}; their comparison is left out.\n`);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

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

  it.skipIf(!present).each(Object.keys(originals) as OriginalName[])(
    'of %s equal the originals',
    async (name) => {
      const { files, rows, differences } = await verifyDataset(name, { dataDir: folder });
      expect(files.map(({ published }) => published)).toEqual(originals[name].map(() => true));
      expect(differences).toEqual([]);
      expect(rows).toBe({ adult: 48842, german: 1000, compas: 6172 }[name]);
      const fromFiles = await loadDataset(name, { dataDir: folder });
      const embedded = await datasets[name].load();
      expect([fromFiles.y, fromFiles.split]).toEqual([embedded.y, embedded.split]);
    },
  );

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
