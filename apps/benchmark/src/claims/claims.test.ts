import { describe, expect, it } from 'vitest';
import type { Cell } from '../cells/cell.ts';
import { completeSettings, type GivenSettings } from '../cells/cell-settings.ts';
import { sampleCell } from '../testing/sample-cell.ts';
import { cfqImproves } from './cfq-improves.ts';
import { claims } from './claims.ts';
import { verdictOn } from './differences.ts';
import { equalAccuracy } from './equal-accuracy.ts';
import { guidedBits } from './guided-bits.ts';
import { overhead } from './overhead.ts';
import { pickCells, situationsOf } from './pick-cells.ts';

interface Numbers {
  readonly vd?: number;
  readonly crg?: number;
  readonly error?: number;
  readonly lost?: number;
  readonly training?: number;
}

/** Three seeds of a method whose numbers differ a little from seed to seed. */
function seeds(given: Omit<GivenSettings, 'dataset' | 'seed'>, numbers: Numbers): Cell[] {
  const { vd = 0.3, crg = 0, error = 0.4, lost = 0, training = 1 } = numbers;
  return [0, 1, 2].map((seed) => {
    const settings = completeSettings({ dataset: 'german', seed, ...given });
    const sample = sampleCell({
      dataset: 'german',
      method: settings.method,
      seed,
      budgetBits: settings.budgetBits,
    });
    return {
      ...sample,
      settings,
      leadKappa: 0.2,
      n: { test: 1000, denied: 500 },
      agreement: 0.9,
      accuracyTeacher: 0.8,
      accuracyStudent: 0.8 - lost + seed / 1e3,
      margins: sample.margins.map((margin) => ({
        ...margin,
        validityDrop: vd * (1 + seed / 50),
        counts: { ...margin.counts, validityDrop: 400 },
        counterfactualRecourseGap: crg * (1 + seed / 50),
        faithfulnessError: error * (1 + seed / 50),
      })),
      cpuSeconds: { ...sample.cpuSeconds, student: training * (1 + seed / 1e3) },
    };
  });
}

const situation = (dataset: string) => ({ dataset, actions: undefined });
const evidence = (cells: readonly Cell[], isQuick = () => false) => ({ cells, isQuick });

const column = (findings: ReturnType<(typeof claims)[number]>, name: string): string[] => {
  const at = findings!.table.columns.indexOf(name);
  return findings!.table.rows.map((row) => row[at]!);
};

describe('claims of the paper', () => {
  it('say nothing where their cells are missing', () => {
    expect(claims.map((claim) => claim(evidence([])))).toEqual(claims.map(() => null));
    expect(claims.map((claim) => claim(evidence(seeds({ method: 'kd' }, {}))))).toEqual(
      claims.map(() => null),
    );
  });

  it('hold equal accuracy with broken recourse as support, and either half missing against it', () => {
    const cells = [
      ...seeds({ method: 'lsq' }, { vd: 0.3 }),
      ...seeds({ method: 'pact' }, { vd: 0.3, lost: 0.05 }),
      ...seeds({ method: 'mixedprec' }, { vd: 0 }),
    ];
    expect(column(equalAccuracy(evidence(cells)), 'at κ = 0.2')).toEqual([
      'supported',
      'contradicted',
      'contradicted',
    ]);
  });

  it('see a lower VD bought with a larger two-sided error', () => {
    const cells = [
      ...seeds({ method: 'cfq' }, { vd: 0, crg: -0.5, error: 0.9 }),
      ...seeds({ method: 'lsq' }, { vd: 0.3, crg: 0, error: 0.4 }),
    ];
    const found = cfqImproves(evidence(cells));
    expect(column(found, 'VD lower')).toEqual(['supported']);
    expect(column(found, 'CRG lower')).toEqual(['supported']);
    expect(column(found, 'error lower')).toEqual(['contradicted']);
  });

  it('compare guided with uniform bits budget by budget', () => {
    const cells = [
      ...seeds({ method: 'cfq', budgetBits: 3 }, { vd: 0.1 }),
      ...seeds({ method: 'cfq-uniform', budgetBits: 3 }, { vd: 0.2 }),
      ...seeds({ method: 'cfq', budgetBits: 4 }, { vd: 0.2 }),
      ...seeds({ method: 'cfq-uniform', budgetBits: 4 }, { vd: 0.1 }),
      ...seeds({ method: 'cfq', budgetBits: 6 }, {}),
    ];
    const found = guidedBits(evidence(cells));
    expect(column(found, 'budget')).toEqual(['3', '4']);
    expect(column(found, 'VD lower')).toEqual(['supported', 'contradicted']);
  });

  it('hold the seconds of the largest K against those of the smallest', () => {
    const cells = [1, 2, 3].flatMap((unrolledSteps) =>
      seeds({ method: 'cfq-match', overrides: { unrolledSteps } }, { training: unrolledSteps }),
    );
    const found = overhead(evidence(cells));
    expect(column(found, 'grows')).toEqual(['supported']);
    expect(column(found, 'last − first')[0]).toMatch(/^\+2\.00/);
  });

  it('leave an interval around zero undecided, and one without width too', () => {
    expect(verdictOn({ mean: 0.1, lower: -0.1, upper: 0.3, n: 3 }, 'lower')).toBe('undecided');
    expect(verdictOn({ mean: 0, lower: 0, upper: 0, n: 3 }, 'lower')).toBe('undecided');
    expect(verdictOn({ mean: -0.1, lower: -0.1, upper: -0.1, n: 3 }, 'lower')).toBe('undecided');
    expect(verdictOn({ mean: -1, lower: NaN, upper: NaN, n: 1 }, 'lower')).toBe('undecided');
  });

  it('rest on an exact interval where no promise is broken, and say so', () => {
    const found = equalAccuracy(evidence(seeds({ method: 'lsq' }, { vd: 0 })));
    // 1 − 0.025^(1/1200)
    expect(column(found, 'VD, κ = 0.2 [95 %]')).toEqual(['0.000 [0.000, 0.003] exact']);
    expect(found?.rule).toContain('Clopper–Pearson');
  });

  it('never decide by one seed', () => {
    const [first] = seeds({ method: 'lsq' }, { vd: 0.3 });
    expect(column(equalAccuracy(evidence([first!])), 'at κ = 0.2')).toEqual(['undecided']);
  });

  it('never decide by a quick subset, whose numbers they show', () => {
    const cells = [...seeds({ method: 'lsq' }, { vd: 0.3 }), ...seeds({ method: 'cfq' }, { vd: 0 })];
    const quick = evidence(cells, () => true);
    expect(column(equalAccuracy(quick), 'at κ = 0.2')).toEqual(['none: quick subset']);
    expect(column(cfqImproves(quick), 'VD lower')).toEqual(['none: quick subset']);
    expect(column(cfqImproves(evidence(cells)), 'VD lower')).toEqual(['supported']);
  });

  it('hold each action policy apart, what people could do first', () => {
    const cells = ['literature', 'actionable'].flatMap((actions) => seeds({ method: 'lsq', actions }, {}));
    expect(column(equalAccuracy(evidence(cells)), 'dataset')).toEqual([
      expect.stringContaining('german'),
      'german, literature policy',
    ]);
    expect(situationsOf(cells).map(({ actions }) => actions)).toEqual(['actionable', 'literature']);
  });

  it('pick cells by what they were asked, not by what was measured beside it', () => {
    const plain = seeds({ method: 'cfq' }, {});
    const measured = seeds({ method: 'cfq', diagnostics: { layerErrors: true } }, {});
    const other = seeds({ method: 'cfq', cost: 'l2' }, {});
    expect(pickCells([...other, ...measured], situation('german'), { method: 'cfq' })).toEqual(measured);
    expect(pickCells(plain, situation('compas'), { method: 'cfq' })).toEqual([]);
  });
});
