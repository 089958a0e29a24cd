import { describe, expect, it } from 'vitest';
import { bitSchedules } from './bit-schedules.ts';
import { fixed, formatQuantity } from './format-quantity.ts';
import { meanAndSpread } from './mean-and-spread.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderTerminal } from './render-terminal.ts';
import { resultTables } from './result-tables.ts';
import { summarizeCells } from './summarize-cells.ts';
import { sampleCell, sampleSettings } from '../testing/sample-cell.ts';

describe('meanAndSpread', () => {
  it('is the mean and the sample standard deviation', () => {
    const { mean, sd } = meanAndSpread([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(mean).toBe(5);
    expect(sd).toBeCloseTo(Math.sqrt(32 / 7), 12);
  });

  it('leaves undefined entries out, counts them, and never makes a 0 of them', () => {
    expect(meanAndSpread([1, null, 3])).toEqual({ mean: 2, sd: Math.SQRT2, defined: 2, seeds: 3 });
    expect(meanAndSpread([null, NaN])).toEqual({ mean: NaN, sd: NaN, defined: 0, seeds: 2 });
  });
});

describe('formatQuantity', () => {
  it.each([
    [[0.75, 0.77], { digits: 1, factor: 100 }, '76.0 ± 1.4'],
    [[0.5], { digits: 3 }, '0.500'],
    [[1, null], { digits: 1 }, '1.0 (1 of 2)'],
    [[null, null], { digits: 1 }, '–'],
    [[], { digits: 1 }, '–'],
    [[0.01], { digits: 1, factor: 100, signed: true }, '+1.0'],
    [[-0.01], { digits: 1, factor: 100, signed: true }, '−1.0'],
    [[-0.0001], { digits: 1, factor: 100, signed: true }, '0.0'],
  ])('writes %j in format %j as "%s"', (values, format, text) => {
    expect(formatQuantity(values, format)).toBe(text);
  });

  it('never writes a negative zero', () => {
    expect(fixed(-0.04, 1)).toBe('0.0');
    expect(fixed(-0.06, 1)).toBe('−0.1');
  });
});

const cells = [
  sampleCell(),
  sampleCell({
    seed: 1,
    accuracyTeacher: 0.82,
    accuracyStudent: 0.81,
    safeMargin: 0.1,
    safeMarginAbove: null,
  }),
  sampleCell({
    method: 'cfq-faithful',
    averageBits: 3.9,
    nearMissFidelity: null,
    faithfulnessError: null,
    allocation: [
      { layer: 'dense0', bits: 3 },
      { layer: 'dense1', bits: 8 },
    ],
  }),
  sampleCell({ dataset: 'german' }),
];

describe('resultTables', () => {
  const [synthetic, german] = summarizeCells(cells);
  if (synthetic === undefined || german === undefined) throw new Error('there are two datasets');

  it('makes one set of tables a dataset and backbone, a row a method', () => {
    expect(summarizeCells(cells)).toHaveLength(2);
    const tables = resultTables(synthetic);
    for (const table of tables) {
      expect(table.rows.map(([name]) => name)).toEqual(['lsq', 'cfq-faithful']);
      for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
    }
    expect(tables[0]?.title).toContain('synthetic, mlp:8, 2 seeds');
    expect(tables[0]?.lead?.[0]).toMatch(/^Teacher: accuracy 81\.0 ± 1\.4 %, .* denies 20 ± 0 of 60 ± 0\.$/);
    expect(tables[0]?.lead?.[1]).toMatch(
      /^Reference \(logistic regression\): accuracy 79\.0 ± 0\.0 %, AUC .*denies 21/,
    );
    expect(tables[1]?.title).toContain('κ = 0.2');
    expect(resultTables(german)[0]?.title).toContain('german, mlp:8, 1 seed:');
  });

  it('leads with κ = 0.2 and shows counts', () => {
    const recourse = resultTables(synthetic)[1];
    const row = recourse?.rows[0] ?? [];
    const entry = (column: string) => row[recourse?.columns.indexOf(column) ?? -1];
    expect(entry('VD ↓')).toBe('0.100 ± 0.000');
    expect(entry('n VD')).toBe('19 ± 0');
  });

  it('writes undefined as a dash and a safe margin beyond reach as such', () => {
    const [decisions, , curve] = resultTables(synthetic);
    const nearMiss = decisions?.columns.indexOf('near-miss ↑') ?? -1;
    expect(decisions?.rows[1]?.[nearMiss]).toBe('–');
    const safe = curve?.columns.indexOf('safe margin ↓') ?? -1;
    expect(curve?.rows[0]?.[safe]).toBe('0.10 (1 of 2); > 0.2 (1 of 2)');
    expect(curve?.rows[1]?.[safe]).toBe('> 0.2');
  });

  it('keeps variants of a method in rows of their own, and what is evaluated otherwise in tables of its own', () => {
    const [own, dearer] = summarizeCells([
      sampleCell(),
      sampleCell({ settings: sampleSettings({ teacherActions: { steps: 1 } }) }),
      sampleCell({ settings: sampleSettings({ cost: 'l2' }) }),
    ]);
    expect(own?.methods.map(({ method, cells }) => [method, cells.length])).toEqual([
      ['lsq', 1],
      ['lsq, K=1', 1],
    ]);
    expect(dearer?.methods).toHaveLength(1);
    expect(resultTables(dearer!)[0]?.title).toMatch(/^synthetic, mlp:8, cost=l2, 1 seed: /);
  });

  it('names the budget of a row where there are several', () => {
    const several = summarizeCells([sampleCell(), sampleCell({ budgetBits: 2.5 })])[0];
    if (several === undefined) throw new Error('there is a table');
    expect(resultTables(several)[0]?.rows.map(([name]) => name)).toEqual(['lsq @ 4', 'lsq @ 2.5']);
  });
});

describe('bitSchedules', () => {
  it('tells each different schedule once, with its seeds', () => {
    const table = summarizeCells(cells)[0];
    if (table === undefined) throw new Error('there is a table');
    expect(bitSchedules(table)).toEqual([
      'lsq @ 4: dense0 4, dense1 4 (average 4.00), seeds 0, 1',
      'cfq-faithful @ 4: dense0 3, dense1 8 (average 3.90), seed 0',
    ]);
  });
});

describe('rendering', () => {
  const table = {
    title: 'A | B',
    columns: ['method', 'VD'],
    rows: [
      ['a|b', '0.1'],
      ['c', '–'],
    ],
  };

  it('draws a terminal table without colours, numbers to the right', () => {
    expect(renderTerminal(table)).toMatchInlineSnapshot(`
      "A | B
      ┌────────┬─────┐
      │ method │  VD │
      ├────────┼─────┤
      │ a|b    │ 0.1 │
      │ c      │   – │
      └────────┴─────┘
      "
    `);
  });

  it('writes Markdown with its bars escaped', () => {
    expect(renderMarkdown(table)).toMatchInlineSnapshot(`
      "**A \\| B**

      | method | VD |
      | :-- | --: |
      | a\\|b | 0.1 |
      | c | – |
      "
    `);
  });
});
