import { describe, expect, it } from 'vitest';
import type { Cell } from '../cells/cell.ts';
import { sampleQuality } from '../testing/sample-quality.ts';
import { sampleReportCell, sampleReportCells } from '../testing/sample-report-cells.ts';
import type { Block, ReportContext, Section, SectionBuilder } from './blocks/section.ts';
import { sections } from './sections.ts';
import { ablations } from './sections/ablations.ts';
import { atAGlance } from './sections/at-a-glance.ts';
import { certifiedAgainstBits } from './sections/certified-against-bits.ts';
import { crgDistribution } from './sections/crg-distribution.ts';
import { direction } from './sections/direction.ts';
import { equalBytes } from './sections/equal-bytes.ts';
import { inputs } from './sections/quantizers/inputs.ts';
import { layerErrors } from './sections/layer-errors.ts';
import { nearMissAgainstFraction } from './sections/near-miss-against-fraction.ts';
import { pairedDifferences } from './sections/paired-differences.ts';
import { reviewerTable } from './sections/reviewer-table.ts';
import { optimalityGap } from './sections/recourse/optimality-gap.ts';
import { ofUsualSearch } from './data/of-usual-search.ts';
import { quantizers } from './sections/quantizers/quantizers.ts';
import { recourseMethods } from './sections/recourse/recourse-methods.ts';
import { robustRecourse } from './sections/recourse/robust-recourse.ts';
import { sensitivityRanks } from './sections/sensitivity-ranks.ts';
import { stress } from './sections/stress.ts';
import { subgroups } from './sections/subgroups.ts';
import { summaryTables } from './sections/summary-tables.ts';
import { targetVerdicts } from './sections/target-verdicts.ts';
import { teachers } from './sections/teachers.ts';
import { teacherQuality } from './sections/teacher-quality.ts';
import { theory } from './sections/theory.ts';
import { vdAgainstBits } from './sections/vd-against-bits.ts';
import { vdAgainstKappa } from './sections/vd-against-kappa.ts';

const context: ReportContext = {
  ownTeacher: (method) => method === 'r-margin',
  pairedOverPeople: () => null,
  rawLengths: () => ({ l0: 2, l1: 1234, l2: 1001.5, linf: 1000 }),
  subgroups: () => null,
};
const full = sampleReportCells();
/** With a second quantizer, which would be one more row in whatever counts them. */
const everything = [
  ...full,
  ...[3, 4].map((budgetBits) => sampleReportCell({ method: 'dorefa', budgetBits, seed: 0 })),
  ...[2, 8].map((inputBits) =>
    sampleReportCell(
      { method: 'lsq', budgetBits: 4, seed: 0, overrides: { inputBits } },
      {
        actionsSeen: {
          margins: [
            {
              kappa: 0,
              actions: 20,
              partlyUnseen: 8,
              unseen: 16 / inputBits - 2,
              refused: 5,
              refusedPartlyUnseen: 4,
            },
          ],
        },
      },
    ),
  ),
];
const build = (section: SectionBuilder, cells: readonly Cell[], given = context): Section => {
  const built = section(cells, given);
  if (built === null) throw new Error('no section');
  return built;
};
const curves = ({ blocks }: Section) => blocks.flatMap((block) => (block.kind === 'curves' ? [block] : []));
const dots = ({ blocks }: Section) => blocks.flatMap((block) => (block.kind === 'dots' ? [block] : []));
const tables = ({ blocks }: Section) =>
  blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []));
const strings = (block: Block): string => JSON.stringify(block);

describe('quantizers', () => {
  it('are a row each and a column a width, and of methods that differ in nothing else', () => {
    const [first, second] = tables(build(quantizers, everything));
    expect(first!.columns).toEqual(['method', '3 bits', '4 bits']);
    expect(first!.rows.map(([name]) => name)).toEqual(['lsq', 'dorefa']);
    expect(second!.title).toMatch(/agreement/);
    expect(quantizers(full, context)).toBeNull();
  });
});

describe('inputs', () => {
  it('are a table a method: as they are first, then fewer and fewer bits, with the actions that do not show', () => {
    const [table, ...others] = tables(build(inputs, everything));
    expect(others).toEqual([]);
    expect(table!.title).toMatch(/: lsq by the bits of its columns$/);
    const column = (title: string) => table!.rows.map((row) => row[table!.columns.indexOf(title)]);
    expect(column('input bits')).toEqual(['as they are', '8', '2']);
    expect(column('unseen %, κ = 0').slice(1)).toEqual(['0.0', '30.0']);
    expect(column('of partly unseen refused %, κ = 0').slice(1)).toEqual(['50.0', '50.0']);
    expect(column('of others refused %, κ = 0').slice(1)).toEqual(['8.3', '8.3']);
    expect(inputs(full, context)).toBeNull();
  });
});

describe('teachers', () => {
  const on = (teacherOptions: object, bend: number, agreement: number, budgetBits = 4): Cell[] =>
    [0, 1].map((seed) =>
      sampleReportCell(
        { method: 'cfq-faithful', seed, budgetBits, teacherOptions },
        {
          agreement,
          ...(budgetBits === 4 && {
            roughness: {
              ...{ kappa: 0.2, n: { promises: 9, sampled: 9 }, spread: 1, slope: 1, flips: 0 },
              ...{ bend, relativeBend: null },
            },
          }),
        },
      ),
    );
  const cells = [
    ...on({}, 0.1, 1),
    ...on({ decayScale: 0.1 }, 0.2, 0.98),
    ...on({ decayScale: 0 }, 0.3, 0.97),
    ...on({ decayScale: 0 }, 0.3, 1, 8),
  ];

  it('are told apart by how rough they are, which is held against what became of them', () => {
    const [rough, predictors] = tables(build(teachers, cells));
    expect(rough!.rows.map(([name]) => name)).toEqual([
      expect.not.stringContaining('teacher'),
      expect.stringContaining('teacher decayScale=0.1'),
      expect.stringContaining('teacher decayScale=0'),
    ]);
    const column = rough!.columns.indexOf('second differences');
    expect(rough!.rows.map((row) => row[column])).toEqual(['0.10 ± 0.00', '0.20 ± 0.00', '0.30 ± 0.00']);
    const row = predictors!.rows.find(([name]) => name === 'second differences')!;
    expect(row[1]).toMatch(/^[-−]1\.00/);
    const flat = predictors!.rows.find(([name]) => name === 'local Lipschitz')!;
    expect(flat[1]).toBe('–');
  });

  it('need the fewest bits at which nothing that is defined is missed, or more than were tried', () => {
    const perfect = { nearMissFidelity: 1, acceptanceDrift: 0, accuracyStudent: 0.8, accuracyTeacher: 0.8 };
    const kept = cells.map((cell): Cell => {
      const margins = cell.margins.map((margin) => ({
        ...margin,
        ...{ validityDrop: 0, counterfactualRecourseGapMedian: 0 },
      }));
      return { ...cell, ...perfect, margins };
    });
    const [rough] = tables(build(teachers, kept));
    expect(rough!.rows.map((row) => row.at(-1))).toEqual(['4', '> 4', '8']);
  });
});

describe('every section', () => {
  it('shows something of cells that hold everything', () => {
    const none = sections.filter((section) => section(everything, context) === null);
    expect(none).toEqual([]);
  });

  it('is absent where there are no cells', () => {
    expect(sections.flatMap((section) => section([], context) ?? [])).toEqual([]);
  });

  it('tells equal cells in equal words, and never holds a number that is none', () => {
    for (const section of sections) {
      const blocks = build(section, everything).blocks;
      expect(section(everything, context)?.blocks).toEqual(blocks);
      for (const block of blocks) {
        // JSON writes numbers that are not finite as null.
        expect(strings(block)).not.toMatch(/NaN|Infinity|null/);
        if (block.kind === 'table') expect(block.table.rows.flat()).not.toContain('undefined');
      }
    }
  });

  it('gives every table rows as wide as its heading', () => {
    for (const section of sections) {
      for (const { columns, rows } of tables(build(section, everything))) {
        expect(rows.length).toBeGreaterThan(0);
        for (const row of rows) expect(row).toHaveLength(columns.length);
      }
    }
  });
});

describe('sections whose data are absent', () => {
  const plain = [0, 1].map((seed) =>
    sampleReportCell({ method: 'lsq', seed }, { margins: [sampleReportCell({}).margins[1]!] }),
  );

  it.each([
    ['VD against κ', vdAgainstKappa],
    ['VD against bits', vdAgainstBits],
    ['near misses by ρ', nearMissAgainstFraction],
    ['targets', targetVerdicts],
    ['paired differences', pairedDifferences],
    ['ablations', ablations],
    ['teacher quality', teacherQuality],
    ['conditions', stress],
    ['theory', theory],
    ['certified share', certifiedAgainstBits],
    ['subgroups', subgroups],
    ['robust recourse', robustRecourse],
    ['optimality gap', optimalityGap],
    ['recourse methods', recourseMethods],
    ['layers', layerErrors],
    ['sensitivities', sensitivityRanks],
  ])('%s: null', (_name, section) => {
    expect(section(plain, context)).toBeNull();
  });

  it('leaves out the distribution of CRG where no cell has quantiles', () => {
    const without = full.map((cell) => ({
      ...cell,
      margins: cell.margins.map((margin) => ({ ...margin, counterfactualRecourseGapMedian: null })),
    }));
    expect(crgDistribution(without, context)).toBeNull();
  });
});

describe('what sections say', () => {
  it('tells of subgroups from the stored record where a cell does not', () => {
    const measured = full.filter((cell) => cell.subgroups !== null);
    const of = new Map(measured.map((cell) => [cell.seed, cell.subgroups]));
    const plain = measured.map((cell) => ({ ...cell, subgroups: null }));
    expect(measured.length).toBeGreaterThan(0);
    expect(subgroups(plain, { ...context, subgroups: ({ seed }) => of.get(seed)! })?.blocks).toEqual(
      subgroups(
        measured.map((cell) => ({ ...cell, subgroups: of.get(cell.seed)! })),
        context,
      )?.blocks,
    );
  });

  it('writes mean ± sd over seeds, and – where undefined', () => {
    const cells = [0, 1].map((seed) =>
      sampleReportCell({ method: 'lsq', seed }, { agreement: 0.9 + 0.02 * seed, overGrant: null }),
    );
    const [table] = tables(build(summaryTables, cells));
    const entry = (column: string) => table?.rows[0]?.[table.columns.indexOf(column)];
    expect(entry('agreement % ↑')).toBe('91.0 ± 1.4');
    expect(entry('over-grant ↓')).toBe('–');
  });

  it('splits rows by recipe and tables by condition', () => {
    const titles = tables(build(summaryTables, full)).map(({ title }) => title);
    expect(titles).toContain('synthetic, mlp:8, 4 bits');
    expect(titles).toContain('synthetic, mlp:8, restrictive, 4 bits');
    const rows = tables(build(summaryTables, full)).flatMap((table) => table.rows.map(([name]) => name));
    expect(rows).toContain('cfq-faithful, K=3');
  });

  it('answers which solver keeps most at equal cost, by people and not by cells', () => {
    const cellOf = (solver: string, seed: number, n: number, validityDrop: number) =>
      sampleReportCell(
        { method: 'lsq', seed, solver },
        { actionQuality: sampleQuality({ n, validityDrop, ofCheapest: 0.2 }) },
      );
    const cells = [cellOf('face', 0, 30, 0.1), cellOf('face', 1, 10, 0.3), cellOf('pgd', 0, 20, 0.25)];
    const built = build(recourseMethods, cells);
    const [text, figure] = built.blocks;
    const [kept, once] = tables(built);
    // Of face's promises 30 gain 10 points and 10 lose as many; a resample of its two seeds may hold either alone.
    expect(strings(text!)).toContain('none is shown to keep more than the usual search');
    expect(strings(text!)).toContain('face −5.0 [−10.0, +10.0] (40); pgd +5.0 [+5.0, +5.0] (20)');
    expect(figure).toMatchObject({
      kind: 'dots',
      panels: [
        {
          rows: [
            { name: 'face', measures: ['undefined', { mean: expect.closeTo(0, 12) as number }] },
            { name: 'pgd', measures: ['undefined', { mean: expect.closeTo(0.05, 12) as number }] },
          ],
        },
      ],
    });
    expect(kept?.rows.map(([student, solver]) => [student, solver])).toEqual([
      ['lsq @ 4', 'face'],
      ['lsq @ 4', 'pgd'],
    ]);
    expect(once?.rows.map(([solver]) => solver)).toEqual(['face', 'pgd']);
    const rawAt = once!.columns.indexOf('raw L1');
    expect(once?.rows.map((row) => row.slice(rawAt - 1, rawAt + 3))[1]).toEqual([
      '2.00',
      '1234.00',
      '1001.50',
      '1000.00',
    ]);
  });

  it('names a solver that keeps more in every resample', () => {
    const cells = [0, 1, 2].flatMap((seed) =>
      ['roar', 'slp'].map((solver) =>
        sampleReportCell(
          { method: 'lsq', seed, solver },
          {
            actionQuality: sampleQuality({
              n: 10,
              validityDrop: solver === 'slp' ? 0.2 : 0.1,
              ofCheapest: 0.2,
            }),
          },
        ),
      ),
    );
    const [text] = build(recourseMethods, cells).blocks;
    expect(strings(text!)).toContain('roar keeps most: of its promises, students break 10.0 points fewer');
    expect(ofUsualSearch(cells).map(({ settings }) => settings.solver)).toEqual(['slp', 'slp', 'slp']);
    expect(ofUsualSearch(full)).toBe(full);
  });

  it('marks methods with a teacher of their own, and compares none of them', () => {
    expect(strings(build(summaryTables, full).blocks[0]!)).toContain('r-margin ‡');
    expect(JSON.stringify(build(pairedDifferences, full))).not.toContain('r-margin');
    expect(JSON.stringify(build(targetVerdicts, full))).not.toContain('r-margin');
  });

  it('pairs over seeds by hand where records are missing, and says so', () => {
    const errors = { lsq: [0.3, 0.5], 'cfq-faithful': [0.1, 0.1] };
    const cells = Object.entries(errors).flatMap(([method, values]) =>
      values.map((faithfulnessError, seed) => sampleReportCell({ method, seed }, { faithfulnessError })),
    );
    const section = build(pairedDifferences, cells);
    const row = tables(section)[0]?.rows.find(([, aggregate]) => aggregate === 'faithfulness error');
    // Differences −0.2 and −0.4: mean −0.3, sd 0.1414, half-width 12.7062 · 0.1414 / √2.
    expect(row).toEqual(['cfq-faithful', 'faithfulness error', '−0.3000', '−1.5706', '0.9706', '2']);
    expect(JSON.stringify(section)).toContain('without stored records');
  });

  it('takes intervals over people where records are stored', () => {
    const comparison = { value: -0.1, lower: -0.2, upper: 0, count: 40, differences: [-0.1], seeds: 1 };
    const cells = ['lsq', 'cfq-faithful'].map((method) => sampleReportCell({ method }));
    const section = build(pairedDifferences, cells, {
      ...context,
      pairedOverPeople: (pairs, kappa) => {
        expect(pairs.map(([one, other]) => [one.method, other.method])).toEqual([['cfq-faithful', 'lsq']]);
        return [
          {
            name: 'validityDrop',
            title: `validity drop at κ = ${kappa}`,
            comparison: { ...comparison, resamples: 1000, interval: 'bootstrap' },
          },
        ];
      },
    });
    expect(tables(section)[0]?.rows).toEqual([
      ['cfq-faithful', 'validity drop at κ = 0.2', '−0.1000', '−0.2000', '0.0000', '40'],
    ]);
  });

  it('draws means over seeds and keeps the seeds', () => {
    const cells = [0.1, 0.3].map((validityDrop, seed) =>
      sampleReportCell({ method: 'lsq', seed }, { validityDrop }),
    );
    const [figure] = curves(build(vdAgainstKappa, cells));
    const [point] = figure?.panels[0]?.series[0]?.points ?? [];
    expect(point?.x).toBe(0);
    expect(point?.y).toBeCloseTo(0.2, 12);
    expect(point?.seeds.map(({ y }) => y)).toEqual([0.1, 0.3]);
    expect(figure?.caption).toContain('2 seeds');
  });

  it('puts every row but the teacher beside the others, with means over seeds and undefined numbers', () => {
    const cells = [
      ...[0.1, 0.3].map((faithfulnessError, seed) =>
        sampleReportCell({ method: 'lsq', seed }, { faithfulnessError, overGrant: null }),
      ),
      sampleReportCell({ method: 'fp32', budgetBits: 32 }),
    ];
    const [figure] = dots(build(atAGlance, cells));
    expect(figure?.panels.map(({ rows }) => rows.map(({ name }) => name))).toEqual([['lsq']]);
    const [error, vd, overGrant] = figure?.panels[0]?.rows[0]?.measures ?? [];
    if (!error || !vd || error === 'undefined' || vd === 'undefined') throw new Error('no dots');
    expect(error.mean).toBeCloseTo(0.2, 12);
    expect(error.seeds).toEqual([0.1, 0.3]);
    const lead = cells[0]?.margins.find(({ kappa }) => kappa === cells[0]?.leadKappa);
    expect(vd.seeds).toEqual([lead?.validityDrop, lead?.validityDrop]);
    expect(overGrant).toBe('undefined');
    expect(figure?.caption).toContain('means over 2 seeds');
    const { denied } = cells[0]!.n;
    expect(figure?.caption).toContain(`n = ${denied} people denied`);
  });

  it('has one panel of rows a dataset, each named with its condition', () => {
    const [figure, ...others] = dots(build(atAGlance, full));
    expect(others).toEqual([]);
    expect(figure?.panels.map(({ title }) => title)).toEqual(['synthetic, mlp:8']);
    const names = figure?.panels[0]?.rows.map(({ name }) => name) ?? [];
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('cfq-faithful, K=3');
    expect(names).toContain('cfq-faithful, restrictive');
  });

  it.each([
    ['VD against κ', vdAgainstKappa],
    ['near misses by ρ', nearMissAgainstFraction],
    ['direction', direction],
  ])('draws no more curves in one panel than can be told apart: %s', (_name, section) => {
    const measures = full.find(({ method }) => method === 'lsq')!;
    const { margins, nearMissByFraction } = measures;
    const rowsOf = (count: number) =>
      Array.from({ length: count }, (_, at) =>
        sampleReportCell(
          { method: 'cfq-faithful', teacherActions: { steps: at + 1 } },
          { margins, nearMissByFraction },
        ),
      );
    expect(curves(build(section, rowsOf(8)))[0]?.panels[0]?.series).toHaveLength(8);
    expect(section(rowsOf(9), context)).toBeNull();
    const conditionsOf = (count: number) =>
      (['moderate', 'restrictive', 'permissive'] as const)
        .flatMap((constraints) => (['l1', 'l2'] as const).map((cost) => ({ constraints, cost })))
        .slice(0, count)
        .map((given) => sampleReportCell({ method: 'lsq', ...given }, { margins, nearMissByFraction }));
    expect(curves(build(section, conditionsOf(3)))[0]?.panels).toHaveLength(3);
    expect(section(conditionsOf(4), context)).toBeNull();
  });

  it('lists accuracy, VD and CRG of every dataset and bit-width in one table', () => {
    const [table, ...others] = tables(build(reviewerTable, full));
    expect(others).toEqual([]);
    const bits = table?.rows.filter(([, , method]) => method === 'lsq').map(([, width]) => width);
    expect(bits).toEqual(['3', '4']);
  });
});

describe('methods at equal bytes', () => {
  const cellOf = (method: string, budgetBits: number, packedBytes: number, faithfulnessError: number) =>
    sampleReportCell({ method, budgetBits, seed: 0 }, { packedBytes, faithfulnessError });

  it('show their largest file within a size, whatever it measured, and nothing where none fits', () => {
    const cells = [
      ...[cellOf('lsq', 3, 3000, 0.3), cellOf('lsq', 4, 4000, 0.5)],
      ...[cellOf('dorefa', 3, 3500, 0.2), cellOf('dorefa', 4, 5200, 0.1)],
      ...[cellOf('qat', 4, 5000, 0.4)],
    ];
    const [table] = tables(build(equalBytes, cells));
    expect(table?.columns).toEqual(['method', '≤ 3.5 kB', '≤ 5.2 kB']);
    expect(table?.rows).toEqual([
      ['lsq', '0.300 @ 3', '0.500 @ 4'],
      ['dorefa', '0.200 @ 3', '0.100 @ 4'],
      ['qat', '–', '0.400 @ 4'],
    ]);
  });
});
