import { formatQuantity } from '../../tables/format-quantity.ts';
import { ascending, curvePoint } from '../data/curves.ts';
import { panelsOf } from '../data/figure-panels.ts';
import type { CurveFigure } from '../blocks/curve-figure.ts';
import { grouped } from '../../cells/grouped.ts';
import { isQuantized, reportTables, type ReportTable } from '../data/report-cells.ts';
import type { SectionBuilder, TableBlock } from '../blocks/section.ts';
import { stepsOf } from '../data/steps.ts';
import { phases, phaseTitles } from '../../runner/timing.ts';
import { marksInWords, range, seedsInWords } from '../data/words.ts';

/** Where the time goes, and what K costs. */
export const runtime: SectionBuilder = (cells, context) => {
  if (cells.length === 0) return null;
  const tables = reportTables(cells, context);
  return { title: 'Runtime', blocks: [...tables.map(secondsTable), ...againstSteps(tables)] };
};

function secondsTable({ title, methods }: ReportTable): TableBlock {
  const rows = grouped(methods, ({ method }) => [method]).map((budgets) => ({
    method: budgets[0].method,
    budgets: budgets.map(({ budgetBits }) => budgetBits),
    cells: budgets.flatMap((row) => row.cells),
  }));
  return {
    kind: 'table',
    table: {
      title: `${title}: seconds by phase`,
      columns: ['method', 'budgets', ...phases.map((phase) => `${phaseTitles[phase]}, s`), 'cells'],
      rows: rows.map(({ method, budgets, cells }) => [
        method,
        range(budgets),
        ...phases.map((phase) =>
          formatQuantity(
            cells.map(({ seconds }) => seconds[phase]),
            { digits: 2 },
          ),
        ),
        String(cells.length),
      ]),
    },
    note: 'Mean ± sd over cells, wall time. What cells share, the teacher and its recourse, is counted in each of them and spent once.',
  };
}

function againstSteps(tables: readonly ReportTable[]): CurveFigure[] {
  const shown = tables.map(({ title, methods }) => ({
    title,
    rows: methods.filter((row) => isQuantized(row) && row.cells.some((cell) => stepsOf(cell) !== null)),
  }));
  const rows = shown.flatMap((panel) => panel.rows);
  const places = ascending(rows.flatMap(({ cells }) => cells.flatMap((cell) => stepsOf(cell) ?? [])));
  if (places.length < 2) return [];
  const panels = panelsOf(shown, (some) =>
    grouped(some, ({ registered, budgetBits }) => [registered, budgetBits]).flatMap(([first, ...others]) =>
      (['student', 'trainingRecourse'] as const).map((phase) => ({
        name: `${first.registered}, ${phase === 'student' ? 'student training' : 'teacher recourse'}`,
        style: `${first.registered}${phase === 'student' ? '' : ', recourse'}`,
        points: [first, ...others]
          .flatMap(({ cells }) => curvePoint(cells, stepsOf, ({ seconds }) => seconds[phase]))
          .sort((a, b) => a.x - b.x),
      })),
    ),
  );
  return [
    {
      kind: 'curves',
      name: 'seconds-against-steps',
      title: 'Seconds against the steps K',
      caption: `Wall time of training the student, and of the teacher's recourse for the training rows. For cfq-match K is the number of steps that gradients go through. ${marksInWords(rows)} n = ${seedsInWords(rows)} a mark.`,
      x: { label: 'steps K (log)', type: 'log', ticks: places },
      y: { label: 'seconds', type: 'linear', low: 0 },
      lines: true,
      panels,
    },
  ];
}
