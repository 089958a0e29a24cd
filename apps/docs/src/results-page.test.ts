import { readFileSync } from 'node:fs';
import { cellSchema, completeAggregates, type Cell } from '@cfq/benchmark';
import { describe, expect, it } from 'vitest';
import { resultsPage } from './results-page.ts';

const file = new URL('../data/results.json', import.meta.url);
const [measured] = cellSchema
  .array()
  .parse((JSON.parse(readFileSync(file, 'utf8')) as unknown[]).map(completeAggregates))
  .filter(({ method }) => method === 'lsq');

/** A measured cell with other numbers in it. */
const sampleCell = (changes: Partial<Cell>): Cell => ({ ...measured!, ...changes });

const seeds = (count: number, changes: Partial<Cell>): Cell[] =>
  Array.from({ length: count }, (_, seed) => sampleCell({ seed, ...changes }));

describe('resultsPage', () => {
  it('has a section a data set and backbone, with tables of mean ± sd and a verdict on every quantized method', () => {
    const cells = [
      ...seeds(3, { dataset: 'german', method: 'fp32', budgetBits: 32 }),
      ...[0.9, 0.92, 0.94].map((agreement, seed) =>
        sampleCell({ dataset: 'german', method: 'lsq', seed, agreement }),
      ),
      ...seeds(1, { dataset: 'adult' }),
    ];
    const [german, adult, ...more] = resultsPage(JSON.stringify(cells));
    expect(more).toEqual([]);
    expect(adult?.dataset).toBe('adult');
    const [decisions] = german?.tables ?? [];
    const column = decisions?.columns.findIndex((name) => name.startsWith('agreement')) ?? -1;
    expect(decisions?.rows[1]?.[column]).toBe('92.0 ± 2.0');
    expect(german?.verdicts.map(({ method }) => method)).toEqual(['lsq']);
    const verdict = german?.verdicts[0]?.results.find(({ target }) => target.startsWith('agreement'));
    expect(verdict?.met).toBe(false);
  });

  it('refuses what is no array of cells, and an empty one', () => {
    expect(() => resultsPage('[{"dataset":"german"}]')).toThrow(/benchmark cells/);
    expect(() => resultsPage('{}')).toThrow(/benchmark cells/);
    expect(() => resultsPage('[]')).toThrow(/at least one cell/);
  });
});
