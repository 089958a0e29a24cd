import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareDataset } from '../../splits/prepare-dataset.ts';
import { hasOriginals, originalsFolder } from '../testing/original-files.ts';
import { rawLines } from '../testing/raw-lines.ts';
import { favourableCount, immutableNames } from '../testing/set-figures.ts';
import { sha256Of } from '../testing/sha256-of.ts';
import { compasSource } from './compas-columns.ts';
import { compas } from './compas.ts';
import { parseCompas } from './parse-compas.ts';

describe('compas', () => {
  it('has 6172 rows, 45.51 % re-offend, 30 % tested, k = 3', async () => {
    const dataset = await compas.load();
    const prepared = prepareDataset(dataset, { seed: 0 });
    expect(dataset.table.rows).toBe(6172);
    expect(100 * (1 - favourableCount(dataset) / 6172)).toBeCloseTo(45.51, 2);
    expect(prepared.test.rows.length).toBe(1852);
    expect(immutableNames(dataset)).toEqual(['age', 'sex', 'race']);
    expect(prepared.featureSpace).toMatchObject({ sparsity: 3, width: 15 });
  });

  it('holds no column that could name a person', async () => {
    const { table } = await compas.load();
    expect(Object.keys(table.columns)).toEqual([
      ...['age', 'sex', 'race', 'juv_fel_count', 'juv_misd_count', 'juv_other_count', 'priors_count'],
      ...['c_charge_degree', 'two_year_recid'],
    ]);
  });

  it('has the rows that were compared with the published file', async () => {
    const { table } = await compas.load();
    // Taken when the tests below passed; it holds the rows where the original is absent.
    expect(sha256Of(rawLines(table, compasSource, ',').join('\n'))).toMatchInlineSnapshot(
      `"f45588b19113def2c9cc5f62ecd45d96263e92a1cffe0ed06741b4066ed53080"`,
    );
  });

  it.skipIf(!hasOriginals(compas))('agrees with the original, read by hand', async () => {
    const { table } = await compas.load();
    const [head, ...lines] = (await readFile(join(originalsFolder, compas.originals[0]!.file), 'utf8'))
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
