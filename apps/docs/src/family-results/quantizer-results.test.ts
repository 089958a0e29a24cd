import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { familyRows } from './family-rows.ts';
import { overSeeds } from './over-seeds.ts';
import { overSeedsText } from './over-seeds-text.ts';
import { quantizerResults } from './quantizer-results.ts';
import { rowsOfQuantizer } from './rows-of-quantizer.ts';
import { quantizersFigure } from './shown-quantizers.ts';

const columns =
  'dataset,method,variant,budget_bits,seed,kappa,accuracy_teacher,accuracy_student,agreement,validity_drop,near_miss_fidelity';
const line = (method: string, seed: number, kappa: number, drop: string): string =>
  `german,${method},"actions=literature, spend=bits",2,${seed},${kappa},0.75,0.${70 + seed},0.9,${drop},0.5`;
const csv = [
  columns,
  ...[0, 1, 2].flatMap((seed) => [
    line('dorefa', seed, 0, '0.3'),
    line('dorefa', seed, 0.2, seed === 1 ? '' : '0'),
  ]),
  line('lsq', 0, 0, '0.1'),
  line('lsq', 0, 0.2, '0.1'),
].join('\n');

describe('what a family measured, on the pages of its parts', () => {
  it('means over seeds with the interval of Student’s t, by hand', () => {
    // Mean 2, sample sd 1, t(2) = 4.3027: half a width of 4.3027 / √3.
    const { mean, lower, upper, n } = overSeeds([1, 2, 3, null]);
    expect([mean, n]).toEqual([2, 3]);
    expect(upper).toBeCloseTo(2 + 4.3027 / Math.sqrt(3), 4);
    expect(lower! + upper!).toBeCloseTo(4, 12);
    expect(overSeeds([1, 2, 3], [0, 100]).lower).toBe(0);
    expect([[], [null], [5]].map((values) => overSeedsText(overSeeds(values), 1))).toEqual(['–', '–', '5.0']);
    expect(overSeedsText({ mean: -0.01, lower: -1, upper: 1, n: 2 }, 1)).toBe('0.0 (−1.0 to 1.0)');
  });

  it('a row a method and budget, with the quantizers that the catalogue says it uses', () => {
    const { rows, seeds, teachers } = quantizerResults(familyRows(csv));
    expect(rows.map(({ method, weights, activations }) => [method, weights, activations])).toEqual([
      ['dorefa', 'dorefa', 'pact'],
      ['lsq', 'lsq', 'pact'],
    ]);
    const methodsOf = (name: string) => rowsOfQuantizer(rows, name).map(({ method }) => method);
    expect([methodsOf('lsq'), methodsOf('pact'), methodsOf('k-means')]).toEqual([
      ['lsq'],
      ['dorefa', 'lsq'],
      [],
    ]);
    const { accuracy, flips, broken, brokenWithMargin, nearMiss } = rows[0]!.measures;
    expect([accuracy.mean, accuracy.n, seeds]).toEqual([71, 3, 3]);
    expect(flips.mean).toBeCloseTo(10, 10);
    expect([broken.mean, brokenWithMargin.mean, brokenWithMargin.n, nearMiss.mean]).toEqual([30, 0, 2, 50]);
    expect(teachers['german']?.mean).toBe(75);
  });

  it('the figure has a mark a row, and refuses a file that is no report', () => {
    const { rows } = quantizerResults(familyRows(csv));
    const { document } = new JSDOM('').window;
    const { svg, key } = quantizersFigure(rows, document);
    document.body.innerHTML = svg;
    expect(document.querySelectorAll('[data-mark="dot"] circle')).toHaveLength(2);
    expect(document.body.textContent).toContain('dorefa');
    expect(key).toBe('circles 2 bits');
    expect(() => familyRows('dataset,method\ngerman,lsq')).toThrow(/variant/);
    expect(() => quantizerResults(familyRows(csv.replace('agreement', 'other')))).toThrow(/agreement/);
  });
});
