import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../cells/cell.ts';
import { sampleReportCell } from '../../testing/sample-report-cells.ts';
import { labelLines } from '../figures/panel-size.ts';
import { finishPanel } from '../figures/finish-panel.ts';
import { crgAgainstBits } from '../sections/crg-against-bits.ts';
import { pareto } from '../sections/pareto.ts';
import { vdAgainstBits } from '../sections/vd-against-bits.ts';
import type { ReportContext } from '../blocks/section.ts';

const context: ReportContext = {
  ownTeacher: () => false,
  pairedOverPeople: () => null,
  rawLengths: () => null,
  subgroups: () => null,
};
const sensitivities = [
  'counterfactual-gradient',
  'counterfactual-margin',
  'fisher',
  'hawq',
  'loss',
  'output-noise',
];
const allocators = ['greedy', 'haq', 'knapsack', 'worst-group'];
const overrides = [
  ...sensitivities.flatMap((sensitivity) => allocators.map((allocator) => ({ sensitivity, allocator }))),
  { allocator: 'uniform' },
];
const method = 'mixed-ptq';
const cells: Cell[] = [3, 4].flatMap((budgetBits) => [
  ...overrides.map((one) => sampleReportCell({ method, budgetBits, seed: 0, overrides: one })),
  sampleReportCell({ method: 'cfq', budgetBits, seed: 0 }),
]);
const once = sampleReportCell({ method, budgetBits: 4, seed: 0, overrides: { spend: 'bytes' } });

const figureOf = (section: typeof pareto, of: readonly Cell[]) => {
  const [block] = section(of, context)!.blocks;
  if (block?.kind !== 'curves') throw new Error('no curves');
  return block;
};

describe('a panel of more than twelve curves', () => {
  it.each([
    ['VD', vdAgainstBits],
    ['CRG', crgAgainstBits],
  ])('of %s over bits is split into the fewest of at most eight, by the allocator', (_, section) => {
    const { panels, caption } = figureOf(section, [...cells, once]);
    expect(panels.map(({ title }) => title.split(': ')[1])).toEqual([
      ...allocators.map((name) => `allocator=${name}`),
      'others',
    ]);
    const names = panels.map(({ series }) => series.map(({ name }) => name));
    for (const own of names.slice(0, -1)) {
      expect(own).toEqual(sensitivities.map((name) => `mixed-ptq, sensitivity=${name}`));
    }
    // What is at one budget alone says nothing over bits.
    expect(names.at(-1)).toEqual(['mixed-ptq, allocator=uniform', 'cfq']);
    const styles = panels.slice(0, -1).map(({ series }) => series.map(({ style }) => style));
    expect(new Set(styles.map((one) => one.join()))).toHaveProperty('size', 1);
    expect(caption).toMatch(/More than 12 rows stand in several panels.*one budget alone is left out/);
  });

  it('keeps every row where budgets are points, and one of twelve stays whole', () => {
    const { panels } = figureOf(pareto, [...cells, once]);
    expect(panels.flatMap(({ series }) => series)).toHaveLength(overrides.length + 2);
    expect(Math.max(...panels.map(({ series }) => series.length))).toBeLessThanOrEqual(8);
    const kept = new Set(overrides.slice(0, 12).map((one) => JSON.stringify(one)));
    const few = cells.filter(({ settings }) => kept.has(JSON.stringify(settings.overrides)));
    const whole = figureOf(vdAgainstBits, few);
    expect(whole.panels.map(({ title, series }) => [title.includes(': '), series.length])).toEqual([
      [false, 12],
    ]);
    expect(whole.caption).not.toContain('several panels');
  });

  it('of methods without a part that differs is taken eight by eight', () => {
    const many = [3, 4].flatMap((budgetBits) =>
      Array.from({ length: 21 }, (_, at) => sampleReportCell({ method: `own-${at}`, budgetBits, seed: 0 })),
    );
    const { panels } = figureOf(vdAgainstBits, many);
    expect(panels.map(({ title, series }) => [title.split(': ')[1], series.length])).toEqual([
      ['1 of 3', 8],
      ['2 of 3', 8],
      ['3 of 3', 5],
    ]);
  });
});

it('names that differ at their ends alone are written whole', () => {
  expect(labelLines('mixed-ptq, sensitivity=counterfactual-margin, spend=bytes')).toEqual([
    'mixed-ptq',
    'sensitivity=',
    'counterfactual-margin',
    'spend=bytes',
  ]);
  expect(labelLines('x'.repeat(30)).join('')).toBe('x'.repeat(30));
});

it('headings fit their panel, however long, and stand above the frame where they can', () => {
  const { document } = new JSDOM('').window;
  const heading = (title: string) => {
    const plot = document.createElement('svg');
    const panel = finishPanel({ document, plot, width: 440, height: 200, title, description: '' });
    const text = panel.querySelector('text')!;
    return { x: Number(text.getAttribute('x')), size: Number(text.getAttribute('font-size')) };
  };
  expect(heading('german, mlp:128-64')).toEqual({ x: 62, size: 12 });
  for (const length of [50, 60, 84, 120]) {
    const { x, size } = heading('m'.repeat(length));
    expect(x).toBeGreaterThanOrEqual(0);
    // Bold letters of a system font take 0.6 of their size in the mean.
    expect(x + length * size * 0.6).toBeLessThanOrEqual(440);
  }
});
