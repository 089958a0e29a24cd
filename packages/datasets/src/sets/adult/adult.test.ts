import { describe, expect, it } from 'vitest';
import { prepareDataset } from '../../splits/prepare-dataset.ts';
import { tableDifferences } from '../../tables/table-differences.ts';
import { rawLines } from '../testing/raw-lines.ts';
import { favourableCount, featureOf, immutableNames } from '../testing/set-figures.ts';
import { sha256Of } from '../testing/sha256-of.ts';
import { adultSource } from './adult-columns.ts';
import { adult, adultTrainRows } from './adult.ts';
import { parseAdult } from './parse-adult.ts';

describe('adult', () => {
  it('has 32 561 and 16 281 rows, 24.08 % favourable in training, k = 5', async () => {
    const dataset = await adult.load();
    const prepared = prepareDataset(dataset, { seed: 0 });
    const learning = dataset.y.subarray(0, 32561);
    expect(dataset.table.rows).toBe(32561 + 16281);
    expect(prepared.test.rows.length).toBe(16281);
    expect(prepared.validation.rows.length).toBe(4884);
    expect(favourableCount({ y: learning })).toBe(7841);
    expect((100 * 7841) / 32561).toBeCloseTo(24.08, 2);
    expect(favourableCount(prepared.test)).toBe(3846);
    expect(immutableNames(dataset)).toEqual(['age', 'race', 'sex', 'native-country']);
    expect(prepared.featureSpace).toMatchObject({ sparsity: 5, width: 91 });
    expect(featureOf(prepared, 'education')).toMatchObject({ kind: 'ordinal', direction: 'increase' });
    expect(prepared.featureSpace.features.map(({ name }) => name)).not.toContain('fnlwgt');
    expect(Object.keys(dataset.subgroups)).toEqual(['sex', 'race', 'age band']);
  });

  it('has rows that, written out, are the two published files byte for byte', async () => {
    const { table } = await adult.load();
    const lines = rawLines(table, adultSource, ', ');
    const train = lines.slice(0, adultTrainRows).join('\n') + '\n\n';
    const held = lines.slice(adultTrainRows).map((line) => `${line}.\n`);
    const test = `|1x3 Cross validator\n${held.join('')}\n`;
    expect([train, test].map(sha256Of)).toEqual(adult.originals.map((original) => original.sha256));
    const parsed = parseAdult({ train, test });
    expect(parsed.testStart).toBe(adultTrainRows);
    expect(tableDifferences(parsed.table, table)).toEqual([]);
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
