import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { allocationResults } from './allocation-results.ts';
import { cheapOrMeasured } from './cheap-or-measured.ts';
import { familyRows } from './family-rows.ts';
import { sensitivityRanking } from './sensitivity-ranking.ts';
import { allocationFigure } from './shown-allocation.ts';

const by = (sensitivity: string, errors: readonly number[], allocator = 'knapsack', more = ''): string[] =>
  errors.map(
    (error, seed) =>
      `german,mixed-ptq,"actions=literature, sensitivity=${sensitivity}, allocator=${allocator}${more}",3,${seed},0.2,${error}`,
  );
const rows = allocationResults(
  familyRows(
    [
      'dataset,method,variant,budget_bits,seed,kappa,faithfulness_error',
      'german,mixed-ptq,actions=literature,3,0,0.2,0.5',
      'german,mixed-ptq,actions=literature,3,0,0,0.9',
      'german,mixed-ptq,"actions=literature, allocator=uniform",3,0,0.2,',
      'german,cfq,actions=literature,3,0,0.2,0.1',
      ...by('fisher', [0.02, 0.03, 0.04]),
      ...by('counterfactual-margin', [0.01, 0.02, 0.03]),
      ...by('fisher', [0.7], 'greedy', ', spend=bytes'),
    ].join('\n'),
  ),
);
const ranking = sensitivityRanking(
  [
    'dataset,seed,sensitivity,single,schedules',
    ...['fisher,0.1,0.8', 'hawq,0.9,0.3', 'counterfactual-margin,0.5,0.9', 'loss,1,0.2'].map(
      (row, seed) => `german,${seed},${row}`,
    ),
  ].join('\n'),
);

describe('what the family allocation measured', () => {
  it('a row a way to spend, from what the variant says; the method’s own pair and learned bits among them', () => {
    const ways = rows.map(({ sensitivity, allocator, spend, error }) => [
      sensitivity,
      allocator,
      spend,
      error.mean,
    ]);
    expect(ways).toEqual([
      [null, 'cfq', 'bits', 10],
      [null, 'uniform', 'bits', null],
      ['counterfactual-margin', 'knapsack', 'bits', expect.closeTo(2, 10)],
      ['fisher', 'greedy', 'bytes', expect.closeTo(70, 10)],
      ['fisher', 'knapsack', 'bits', expect.closeTo(3, 10)],
      ['loss', 'knapsack', 'bits', 50],
    ]);
  });

  it('the best cheap sensitivity beside the best that measures, each chosen by rank and not by what is compared', () => {
    const found = cheapOrMeasured(rows, ranking);
    expect(found).toMatchObject({
      cheap: 'fisher',
      measured: 'counterfactual-margin',
      better: 0,
      worse: 1,
      open: 0,
    });
    const [{ difference }] = found!.differences as [NonNullable<typeof found>['differences'][number]];
    expect([difference.mean, difference.n]).toEqual([expect.closeTo(1, 10), 3]);
    expect(cheapOrMeasured(rows, [])).toBeNull();
  });

  it('the figure has a mark for every defined error in bits', () => {
    const { document } = new JSDOM('').window;
    const { svg, key } = allocationFigure(rows, document);
    document.body.innerHTML = svg;
    expect(document.querySelectorAll('[aria-label="dot"] path')).toHaveLength(4);
    expect(key).toBe('triangles 3 bits');
  });
});
