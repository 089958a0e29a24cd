import { parseCsvDataset } from '@cfq/datasets';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../command-line/benchmark-error.ts';
import { sampleSettings } from '../testing/sample-cell.ts';
import { assertDataSuffices, nobodyActs } from './check-data.ts';

/** Applicants of whom every n-th is refused, with an income of their own or of nobody. */
function applicants(rows: number, every: number, income: (row: number) => string, column = '') {
  const lines = Array.from(
    { length: rows },
    (_, row) => `${income(row)},${row % every === 0 ? 'no' : 'yes'}`,
  );
  return parseCsvDataset({
    csv: `income,paid\n${lines.join('\n')}\n`,
    schema: `name: own\nlabel: { column: paid, favourable: yes }\nsparsity: 1\ncolumns:\n  income: { kind: numeric${column} }\n`,
  });
}
const settings = [0, 1].map((seed) => sampleSettings({ dataset: 'own', seed, actions: 'schema' }));

describe('assertDataSuffices', () => {
  it('is content with rows enough of both outcomes', () => {
    expect(() => {
      assertDataSuffices(applicants(60, 3, String), settings);
    }).not.toThrow();
  });

  it.each([
    ['splitRows: every part holds favourable and unfavourable rows', applicants(8, 7, String)],
    ['both classes are needed to tell them apart (expected at least 2 rows', applicants(120, 12, String)],
    ['no training row has a value', applicants(60, 3, () => '')],
    ['it is "7" for every training row', applicants(60, 3, () => '7')],
  ])('refuses before any cell, as bad input: %s', (message, dataset) => {
    const check = () => {
      assertDataSuffices(dataset, settings);
    };
    expect(check).toThrow(UsageError);
    expect(check).toThrow(`own, seed 0: `);
    expect(check).toThrow(message);
  });
});

describe('nobodyActs', () => {
  it('says it once, whichever cells ask, and nothing where somebody may', () => {
    const fixed = applicants(60, 3, String, ', immutable: true');
    expect(nobodyActs(fixed, settings)).toEqual([
      expect.stringMatching(/^No action is possible.*immutable: true in the columns of "income"/),
    ]);
    expect(nobodyActs(applicants(60, 3, String), settings)).toEqual([]);
    const own = { name: 'none', description: 'none', features: { income: { immutable: true } } };
    expect(nobodyActs(applicants(60, 3, String), [{ ...settings[0]!, actions: own }])).toEqual([
      expect.stringMatching(/under the policy "none".*immutable: true in the policy "none" of "income"/),
    ]);
  });
});
