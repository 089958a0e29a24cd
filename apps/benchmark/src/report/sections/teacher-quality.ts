import { leadAggregates } from '@cfq/metrics/aggregates';
import { valueOf } from '../../cells/aggregates/aggregate-of.ts';
import type { Cell } from '../../cells/cell.ts';
import { columnOf } from '../../tables/aggregate-columns.ts';
import { shareAxis, targetOfVd } from '../figures/axes.ts';
import { ascending, curvePoint } from '../data/curves.ts';
import { panelsOf, type RowsOfPanel } from '../data/figure-panels.ts';
import type { CurveAxis, CurveFigure } from '../blocks/curve-figure.ts';
import { grouped } from '../../cells/grouped.ts';
import { isQuantized, reportTables, type ReportRow } from '../data/report-cells.ts';
import type { SectionBuilder, TableBlock } from '../blocks/section.ts';
import { rowTable, summaryColumns, type RowColumn } from '../data/summary-columns.ts';
import { countInWords, marksInWords } from '../data/words.ts';

interface Quality {
  readonly name: string;
  readonly what: string;
  readonly of: (cell: Cell) => number | null;
  readonly axis: (places: readonly number[]) => CurveAxis;
  readonly note: string;
}

const qualities: readonly Quality[] = [
  {
    name: 'steps',
    what: "the steps K of the teacher's actions",
    of: ({ settings: { teacherActions } }) => teacherActions.steps ?? null,
    axis: (ticks) => ({ label: "steps K of the teacher's actions (log)", type: 'log', ticks }),
    note: 'More steps: better actions to learn from.',
  },
  {
    name: 'noise',
    what: "noise on the teacher's actions",
    of: ({ settings: { teacherActions } }) =>
      teacherActions.steps === undefined ? (teacherActions.noise ?? 0) : null,
    axis: (ticks) => ({ label: 'sd of the noise on actions, encoded units', type: 'linear', ticks }),
    note: 'At 0: the method as it is.',
  },
];

const { method, seeds, studentSeconds } = summaryColumns;
const shown: readonly RowColumn[] = [
  method,
  seeds,
  ...leadAggregates.filter((name) => name !== 'agreement' && name !== 'overGrant').map(columnOf),
  studentSeconds,
];

/** What the quality of the teacher's actions on training rows does to the student. */
export const teacherQuality: SectionBuilder = (cells, context) => {
  const asked = cells.filter(({ settings: { overrides } }) => Object.keys(overrides).length === 0);
  const methods = new Set(
    asked
      .filter(({ settings }) => Object.keys(settings.teacherActions).length > 0)
      .map(({ method }) => method),
  );
  if (methods.size === 0) return null;
  const tables = reportTables(
    asked.filter(({ method }) => methods.has(method)),
    context,
  );
  const panels = tables.map(({ title, methods: rows }) => ({ title, rows: rows.filter(isQuantized) }));
  return {
    title: "Quality of the teacher's actions",
    blocks: [
      ...panels.map(({ title, rows }): TableBlock => ({
        kind: 'table',
        table: rowTable(`${title}: by the teacher's actions on training rows`, shown, rows),
      })),
      ...qualities.flatMap((quality) => figureOf(quality, panels)),
    ],
  };
};

function figureOf({ name, what, of, axis, note }: Quality, panels: readonly RowsOfPanel[]): CurveFigure[] {
  const rows = panels
    .flatMap((panel) => panel.rows)
    .filter((row) => row.cells.some((cell) => of(cell) !== null));
  const places = ascending(rows.flatMap(({ cells }) => cells.flatMap((cell) => of(cell) ?? [])));
  if (places.length < 2) return [];
  return [
    {
      kind: 'curves',
      name: `vd-against-${name}`,
      title: `Broken promises (VD) at the leading κ against ${what}`,
      caption: `Share of the teacher's valid actions that the student refuses. ${note} ${marksInWords(rows)} ${countInWords(rows, (cell) => cell.n.denied)} people denied, a seed.`,
      x: axis(places),
      y: shareAxis('validityDrop'),
      lines: true,
      reference: targetOfVd,
      panels: panelsOf(panels, (some) => curvesOf(some, of)),
    },
  ];
}

function curvesOf(rows: readonly ReportRow[], of: Quality['of']) {
  return grouped(rows, ({ registered, budgetBits }) => [registered, budgetBits]).map((recipes) => ({
    name: recipes[0].registered,
    style: recipes[0].registered,
    points: recipes
      .flatMap(({ cells }) => curvePoint(cells, of, valueOf('validityDrop')))
      .sort((a, b) => a.x - b.x),
  }));
}
