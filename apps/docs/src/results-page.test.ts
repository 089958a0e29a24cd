import { commandOfCells } from '@cfq/benchmark/src/report/data/command-of-cells.ts';
import type { Cell } from '@cfq/benchmark/src/cells/cell.ts';
import { sampleCell } from '@cfq/benchmark/src/testing/sample-cell.ts';
import { describe, expect, it } from 'vitest';
import { commandProblems } from './command-problems.ts';
import { resultsPage } from './results-page.ts';

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

describe('commandOfCells', () => {
  it('is the command that measures the cells, and can be run', () => {
    const cells = [
      ...seeds(4, { dataset: 'german', method: 'lsq' }),
      sampleCell({ dataset: 'german', seed: 7 }),
    ];
    const command = commandOfCells([
      ...cells,
      sampleCell({ dataset: 'german', method: 'fp32', budgetBits: 32 }),
    ]);
    expect(command).toBe(
      'cfq run --dataset german --method lsq,fp32 --bits 4 --seeds 0-3,7 --backbone mlp:8 --margins 0,0.2',
    );
    expect(commandProblems(command.split(' ').slice(1))).toEqual([]);
  });
});
