import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { allocationResults } from './allocation-results.ts';
import { equalBytes } from './equal-bytes.ts';
import { inputsResults } from './inputs-results.ts';
import { cheapOrMeasured } from './cheap-or-measured.ts';
import { familyRows } from './family-rows.ts';
import { sensitivityRanking } from './sensitivity-ranking.ts';
import { allocationFigure } from './shown-allocation.ts';

const by = (sensitivity: string, errors: readonly number[], allocator = 'knapsack', more = ''): string[] =>
  errors.map(
    (error, seed) =>
      `german,mixed-ptq,"actions=literature, sensitivity=${sensitivity}, allocator=${allocator}${more}",3,${seed},0.2,${error},${1000 + seed}`,
  );
const rows = allocationResults(
  familyRows(
    [
      'dataset,method,variant,budget_bits,seed,kappa,faithfulness_error,packed_bytes',
      'german,mixed-ptq,actions=literature,3,0,0.2,0.5,1000',
      'german,mixed-ptq,actions=literature,3,0,0,0.9,1000',
      'german,mixed-ptq,"actions=literature, allocator=uniform",3,0,0.2,,2000',
      'german,cfq,actions=literature,3,0,0.2,0.1,1000',
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
    expect(document.querySelectorAll('[data-mark="dot"] circle')).toHaveLength(4);
    expect(key).toBe('circles 3 bits');
  });

  it('at equal bytes a row a sensitivity: the mean over allocators of each seed, beside one width everywhere', () => {
    const more = allocationResults(
      familyRows(
        [
          'dataset,method,variant,budget_bits,seed,kappa,faithfulness_error,packed_bytes',
          ...[0.4, 0.6].map(
            (error, seed) => `german,mixed-ptq,allocator=uniform,3,${seed},0.2,${error},2000`,
          ),
          ...by('fisher', [0.1, 0.3], 'greedy', ', spend=bytes'),
          ...by('fisher', [0.3, 0.4], 'knapsack', ', spend=bytes'),
          ...by('hawq', [0.9]),
        ].join('\n'),
      ),
    );
    const [uniform, fisher, ...others] = equalBytes(more);
    expect(others).toEqual([]);
    expect(uniform).toMatchObject({ sensitivity: null, bytes: 2000, spread: 0, error: { mean: 50, n: 2 } });
    // Seeds: (10 + 30) / 2 and (30 + 40) / 2; allocators: 20 and 35.
    expect(fisher).toMatchObject({ sensitivity: 'fisher', bytes: 1000.5, error: { n: 2 } });
    expect(fisher!.error.mean).toBeCloseTo(27.5, 10);
    expect(fisher!.spread).toBeCloseTo(15, 10);
    const { document } = new JSDOM('').window;
    document.body.innerHTML = allocationFigure(more, document, 'bytes').svg;
    const named = [...document.querySelectorAll('text')].map((text) => text.textContent);
    expect(named).toEqual(expect.arrayContaining(['uniform', 'fisher, greedy', 'fisher, knapsack']));
    expect(named).not.toContain('hawq, knapsack');
  });
});

it('columns on few bits: a row a method and width, the widest first, by hand', () => {
  const found = inputsResults(
    familyRows(
      [
        'dataset,method,variant,budget_bits,seed,kappa,accuracy_student,agreement,validity_drop,near_miss_fidelity',
        ...['4', '8'].map(
          (bits) => `german,kd,"actions=literature, inputBits=${bits}",4,0,0,0.7,0.9,0.${bits},0.5`,
        ),
        'german,kd,actions=literature,4,0,0,0.7,0.75,0.1,',
        'german,kd,actions=literature,4,0,0.2,0.7,0.75,0.02,',
      ].join('\n'),
    ),
  );
  expect(
    found.map(({ inputBits, measures: { broken, flips } }) => [inputBits, broken.mean, flips.mean]),
  ).toEqual([
    [null, 10, 25],
    [8, 80, expect.closeTo(10, 10)],
    [4, 40, expect.closeTo(10, 10)],
  ]);
  expect([found[0]!.measures.brokenWithMargin.mean, found[0]!.measures.nearMiss.mean]).toEqual([2, null]);
});
