import { valueOf, type CellNumber } from '../../cells/aggregates/aggregate-of.ts';
import type { Cell } from '../../cells/cell.ts';
import { meanAndSpread } from '../../tables/mean-and-spread.ts';
import { shareAxis, targetOfVd } from '../figures/axes.ts';
import { bestOfCrowd, crowdNote } from '../data/best-of-crowd.ts';
import { ascending } from '../data/curves.ts';
import type { DotMeasure, DotRow, Dots } from '../blocks/dot-figure.ts';
import { allRows, rowsOfDatasets } from '../data/figure-panels.ts';
import { reportTables, type ReportRow } from '../data/report-cells.ts';
import type { SectionBuilder } from '../blocks/section.ts';
import { countInWords, ownTeacherNote, seedsInWords } from '../data/words.ts';

interface Measured extends DotMeasure {
  readonly value: CellNumber;
}

const measured = (lead: string): readonly Measured[] => [
  {
    axis: { ...shareAxis('faithfulnessError'), ticks: [0, 0.01, 0.1, 0.3, 1, 2] },
    value: valueOf('faithfulnessError'),
  },
  {
    axis: { ...shareAxis('validityDrop'), label: `VD at κ = ${lead} (symlog)` },
    reference: targetOfVd.y,
    value: valueOf('validityDrop'),
  },
  { axis: { ...shareAxis('overGrant'), label: 'over-grant (symlog)' }, value: valueOf('overGrant') },
];

/** Every row of a chapter beside the others in the three numbers that lead, one panel a dataset. */
export const atAGlance: SectionBuilder = (cells, context) => {
  const whole = rowsOfDatasets(reportTables(cells, context));
  const shown = whole.map(bestOfCrowd);
  const measures = measured(ascending(cells.map(({ leadKappa }) => leadKappa)).join(', '));
  const panels = shown
    .map(({ title, rows }) => ({ title, rows: rows.map((row) => dotRow(row, measures)) }))
    .filter(({ rows }) => rows.some((row) => row.measures.some((one) => one !== 'undefined')));
  if (panels.length === 0) return null;
  const rows = allRows(shown);
  const people = countInWords(rows, (cell) => cell.n.denied);
  return {
    title: 'At a glance',
    blocks: [
      {
        kind: 'dots',
        name: 'at-a-glance',
        title: 'Faithfulness error, broken promises (VD) and over-grant of every row',
        caption: [
          'Faithfulness error: VD + (1 − near-miss fidelity); approving everybody scores 1. VD: share of the',
          "teacher's valid actions that the student refuses; dotted: the target, 1 %. Over-grant: share of the people",
          'denied by the teacher whom the student approves as they are. Left is better in all three, – stands where there is no number; axes are linear up',
          `to 0.01 and logarithmic beyond. ${dotsInWords(rows)} ${people} people denied, a seed. The teacher itself is 0`,
          `throughout and left out.${rows.some(({ own }) => own) ? ` ${ownTeacherNote}` : ''}${crowdNote(whole)}`,
        ].join(' '),
        measures: measures.map(({ axis, reference }) => ({
          axis,
          ...(reference === undefined ? {} : { reference }),
        })),
        panels,
      },
    ],
  };
};

function dotsInWords(rows: readonly ReportRow[]): string {
  const seeds = seedsInWords(rows);
  return seeds === '1 seed'
    ? 'Each mark is one seed.'
    : `Filled marks: means over ${seeds}; small hollow marks: the single seeds, from the first at the top of a row to the last at its foot.`;
}

function dotRow({ method, cells }: ReportRow, measures: readonly Measured[]): DotRow {
  return { name: method, measures: measures.map(({ value }) => dotsOf(cells, value)) };
}

function dotsOf(cells: readonly Cell[], value: CellNumber): Dots | 'undefined' {
  const seeds = cells.flatMap((cell) => value(cell) ?? []);
  return seeds.length === 0 ? 'undefined' : { mean: meanAndSpread(seeds).mean, seeds };
}
