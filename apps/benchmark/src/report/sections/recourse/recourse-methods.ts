import type { Cell } from '../../../cells/cell.ts';
import { valueOf } from '../../../cells/aggregates/aggregate-of.ts';
import { formatQuantity, type QuantityFormat } from '../../../tables/format-quantity.ts';
import type { TextTable } from '../../../tables/text-table.ts';
import type { ReportContext, SectionBuilder, TableBlock } from '../../blocks/section.ts';
import { grouped } from '../../../cells/grouped.ts';
import type { RawLengths } from '../../data/raw-lengths.ts';
import { gainOf, isMeasured, solverOf, tight, type Measured } from './equal-cost-gain.ts';
import { keptFigure } from './kept-figure.ts';
import { keptInWords } from './kept-in-words.ts';

type Column = readonly [title: string, value: (cell: Measured) => number | null, QuantityFormat];

const share: QuantityFormat = { digits: 3 };
const number: QuantityFormat = { digits: 2 };

const costOf = ({ margins }: Cell) => margins[0]?.meanCostTeacher ?? null;
const dropOf = ({ margins }: Cell) => margins[0]?.validityDrop ?? null;

/** How much dearer the actions are than the proven cheapest ones of the same people, κ = 0. */
const gapOf = ({ optimalityGap }: Cell) => optimalityGap?.margins[0]?.gap ?? null;

const kept: readonly Column[] = [
  ['feasible ↑', valueOf('feasibleRateTeacher'), share],
  ['cost, κ = 0 ↓', costOf, number],
  ['over the least ↓', gapOf, share],
  ['VD, κ = 0 ↓', dropOf, share],
  ['of the usual search at the same cost', (cell) => tight(cell).ofCheapest, share],
  ['difference ↓', gainOf, { digits: 3, signed: true }],
  ['VD ↓', valueOf('validityDrop'), share],
  ['CRG median →0', valueOf('counterfactualRecourseGapMedian'), { digits: 3, signed: true }],
  ['DirSim ↑', valueOf('directionSimilarity'), share],
  ['n', (cell) => tight(cell).n, { digits: 0 }],
];

const quality = (rawOf: (cell: Measured) => RawLengths | null): readonly Column[] => [
  ['features changed', ({ actionQuality }) => actionQuality.standardised.l0, number],
  ['L1', ({ actionQuality }) => actionQuality.standardised.l1, number],
  ['L2', ({ actionQuality }) => actionQuality.standardised.l2, number],
  ['L∞', ({ actionQuality }) => actionQuality.standardised.linf, number],
  ['raw L0', (cell) => rawOf(cell)?.l0 ?? null, number],
  ['raw L1', (cell) => rawOf(cell)?.l1 ?? null, number],
  ['raw L2', (cell) => rawOf(cell)?.l2 ?? null, number],
  ['raw L∞', (cell) => rawOf(cell)?.linf ?? null, number],
  ['L1 of ranges', ({ actionQuality }) => actionQuality.ranged.l1, number],
  ['violating', ({ actionQuality }) => actionQuality.violationRate, share],
  ['redundant', ({ actionQuality }) => actionQuality.redundancy, number],
  ['yNN ↑', ({ actionQuality }) => actionQuality.yNearestNeighbours, share],
  ['k-NN distance ↓', ({ actionQuality }) => actionQuality.neighbourDistance, number],
  ['LOF →1', ({ actionQuality }) => actionQuality.localOutlierFactor, number],
  ['outliers ↓', ({ actionQuality }) => actionQuality.outlierShare, share],
  [
    'ms a person ↓',
    ({ cpuSeconds, n }) => (1000 * cpuSeconds.recourse) / Math.max(1, n.denied),
    { digits: 1 },
  ],
];

/** Which method's promises survive quantization best, at equal cost. */
export const recourseMethods: SectionBuilder = (cells, context) => {
  const measured = cells.filter(isMeasured);
  if (measured.length === 0) return null;
  const ofActions = quality(rawLengthsOf(context));
  const tables = grouped(measured, ({ dataset, backbone }) => [dataset, backbone]).flatMap(
    (table): TableBlock[] => {
      const title = `${table[0].dataset}, ${table[0].backbone}`;
      return [
        {
          kind: 'table',
          table: tableOf(`${title}: promises kept, by solver and student`, kept, byStudent(table), (cell) => [
            `${cell.method} @ ${cell.budgetBits}`,
            solverOf(cell),
          ]),
          note: `VD without κ is at the leading margin. Over the least: mean cost over that of the proven cheapest actions of the same people, minus 1, in a seeded sample. The usual search is asked for the same people and may spend as much on each as the solver did; difference: VD of the solver less VD of that, over n people. Mean ± sd over seeds.`,
        },
        {
          kind: 'table',
          table: tableOf(`${title}: the actions themselves`, ofActions, onceATeacher(table), (cell) => [
            solverOf(cell),
            String(cell.actionQuality.kappa),
          ]),
          note: 'The teacher’s actions, the same for all students. Length in standard deviations and changes of category, in the units of the data added as they are (everybody with an action; from the records), and over the ranges of columns; plausibility against training rows the teacher approves. Processor time for all issue margins together.',
        },
      ];
    },
  );
  return {
    title: 'Recourse methods',
    blocks: [{ kind: 'text', text: keptInWords(measured) }, ...keptFigure(measured), ...tables],
  };
};

/** The raw lengths at the margin of the other measures; each record is read once. */
function rawLengthsOf(context: ReportContext): (cell: Measured) => RawLengths | null {
  const known = new Map<Cell, RawLengths | null>();
  return (cell) => {
    const held = known.get(cell);
    if (held !== undefined) return held;
    const found = context.rawLengths(cell, cell.actionQuality.kappa);
    known.set(cell, found);
    return found;
  };
}

function tableOf(
  title: string,
  columns: readonly Column[],
  cells: readonly Measured[],
  headOf: (cell: Measured) => readonly [string, string],
): TextTable {
  const isKept = columns === kept;
  return {
    title,
    columns: [...(isKept ? ['student @ bits', 'solver'] : ['solver', 'κ']), ...columns.map(([name]) => name)],
    rows: grouped(cells, headOf).map((row) => [
      ...headOf(row[0]),
      ...columns.map(([, value, format]) => formatQuantity(row.map(value), format)),
    ]),
  };
}

/** One cell a solver and seed. */
function onceATeacher(cells: readonly Measured[]): Measured[] {
  return grouped(cells, (cell) => [solverOf(cell), cell.seed]).map(([first]) => first);
}

/** The cells of one student after those of another: its solvers are what is compared. */
function byStudent(cells: readonly Measured[]): Measured[] {
  return grouped(cells, ({ method, budgetBits }) => [method, budgetBits]).flat();
}
