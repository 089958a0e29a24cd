import { describe, expect, it } from 'vitest';
import { prepareDataset } from '../../splits/prepare-dataset.ts';
import { rawLines } from '../testing/raw-lines.ts';
import { favourableCount, immutableNames, partsOf } from '../testing/set-figures.ts';
import { sha256Of } from '../testing/sha256-of.ts';
import { germanSource } from './german-columns.ts';
import { german } from './german.ts';
import { parseGerman } from './parse-german.ts';

describe('german', () => {
  it('has 1000 rows, 700 good, 300 test rows of which 210 are good, k = 4', async () => {
    const dataset = await german.load();
    const prepared = prepareDataset(dataset, { seed: 0 });
    expect([dataset.table.rows, favourableCount(dataset)]).toEqual([1000, 700]);
    expect(partsOf(prepared).map(({ rows }) => rows.length)).toEqual([595, 105, 300]);
    expect(favourableCount(prepared.test)).toBe(210);
    expect(immutableNames(dataset)).toEqual(['personal-status-and-sex', 'age', 'foreign-worker']);
    expect(prepared.featureSpace).toMatchObject({ sparsity: 4, width: 57 });
    const { sex } = dataset.subgroups;
    expect(sex!.codes.filter((code) => sex!.levels[code] === 'female').length).toBe(310);
  });

  it('has rows that, written out, are the published file byte for byte', async () => {
    const { table } = await german.load();
    const text = rawLines(table, germanSource, ' ').join('\n') + '\n';
    expect(sha256Of(text)).toBe(german.originals[0]!.sha256);
    expect(parseGerman(text)).toEqual(table);
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
