import { describe, expect, it } from 'vitest';
import type { Cell } from '../cells/cell.ts';
import { summarizeCells } from './summarize-cells.ts';
import { bestBaseline, targets, targetsMet } from './targets.ts';
import { sampleCell, sampleSettings, type CellChanges } from '../testing/sample-cell.ts';

const atMargin = (validityDrop: number | null, counterfactualRecourseGapMedian: number | null) =>
  sampleCell({ validityDrop, counterfactualRecourseGapMedian }).margins;

function study(...cells: Cell[]) {
  const [table] = summarizeCells(cells);
  const candidate = table?.methods.find(({ method }) => method === 'cfq-faithful');
  if (table === undefined || candidate === undefined) throw new Error('a table with the candidate');
  return { table, candidate };
}

const faithful = (changes: CellChanges) =>
  sampleCell({
    method: 'cfq-faithful',
    accuracyStudent: 0.798,
    agreement: 0.996,
    acceptanceDrift: 0.004,
    nearMissFidelity: 0.97,
    margins: atMargin(0.005, 0.01),
    ...changes,
  });

describe('targets', () => {
  it('are all met by a faithful student', () => {
    const { table, candidate } = study(sampleCell({ margins: atMargin(0.02, 0) }), faithful({}));
    expect(targets(table, candidate).map(({ met }) => met)).toEqual(Array(7).fill(true));
  });

  it.each<[number, CellChanges]>([
    [0, { accuracyStudent: 0.796 }],
    [1, { agreement: 0.994 }],
    [2, { acceptanceDrift: -0.006 }],
    [3, { margins: atMargin(0.011, 0.01) }],
    [5, { nearMissFidelity: 0.94 }],
    [6, { margins: atMargin(0.005, -0.03) }],
  ])('number %i is missed by %j alone', (index, changes) => {
    const { table, candidate } = study(sampleCell({ margins: atMargin(0.5, 0) }), faithful(changes));
    const missed = targets(table, candidate).flatMap(({ met }, place) => (met === true ? [] : [place]));
    expect(missed).toEqual([index]);
  });

  it('does not let seeds of opposite sign cancel', () => {
    const { table, candidate } = study(
      faithful({ acceptanceDrift: 0.02 }),
      faithful({ seed: 1, acceptanceDrift: -0.02 }),
    );
    expect(targets(table, candidate)[2]).toMatchObject({ met: false, measured: '2.00 points' });
  });

  it('is undefined where the number is, and where there is nothing to compare with', () => {
    const { table, candidate } = study(faithful({ margins: atMargin(null, null) }));
    const results = targets(table, candidate);
    expect(results.map(({ met }) => met)).toEqual([true, true, true, undefined, undefined, true, undefined]);
    expect(results[3]?.measured).toBe('no promise at κ = 0.2');
    expect(targetsMet(results)).toEqual({ met: 4, defined: 4 });
  });
});

describe('targets met', () => {
  it('are counted of those that are defined: half of a VD of 0 is no target', () => {
    const { table, candidate } = study(sampleCell({ margins: atMargin(0, 0) }), faithful({}));
    const results = targets(table, candidate);
    expect(results[4]).toMatchObject({
      met: undefined,
      measured: 'lsq has VD 0, which leaves nothing to halve',
    });
    expect(targetsMet(results)).toEqual({ met: 6, defined: 6 });
  });

  it('stay defined where the candidate breaks nothing and the best baseline does', () => {
    const { table, candidate } = study(
      sampleCell({ margins: atMargin(0.02, 0) }),
      faithful({ margins: atMargin(0, 0) }),
    );
    expect(targetsMet(targets(table, candidate))).toEqual({ met: 7, defined: 7 });
  });
});

describe('bestBaseline', () => {
  const baseline = (method: string, vd: number, acceptanceDrift: number, budgetBits = 4) =>
    sampleCell({ method, budgetBits, acceptanceDrift, margins: atMargin(vd, 0) });

  it('is the method of smallest VD at the same budget that does not drift', () => {
    const { table, candidate } = study(
      baseline('lenient', 0, 0.2),
      baseline('fp32', 0, 0, 32),
      baseline('kd', 0.05, 0.01),
      baseline('lsq', 0.4, 0),
      faithful({}),
    );
    expect(bestBaseline(table, candidate)?.method).toBe('kd');
  });

  it('is never a variant of the candidate itself', () => {
    const variant = faithful({
      settings: sampleSettings({ overrides: { perChannel: false } }),
      margins: atMargin(0, 0),
    });
    const { table, candidate } = study(faithful({}), variant, baseline('kd', 0.05, 0));
    expect(bestBaseline(table, candidate)?.method).toBe('kd');
  });
});
