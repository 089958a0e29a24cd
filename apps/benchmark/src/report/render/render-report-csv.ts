import type { CellOfReport } from '../data/chapter-cells.ts';
import { csvFormatRows } from 'd3-dsv';
import {
  marginAggregates,
  wideAggregates,
  type CellAggregate,
  type CellMarginAggregate,
  type CellWideAggregate,
} from '../../cells/aggregates/aggregate-names.ts';
import { actionsLabel, schemaActions } from '../../cells/actions/actions-setting.ts';
import { fileFlips } from '../../tables/file-flips.ts';
import { csvColumnOf } from '../../tables/aggregate-table.ts';
import type { Cell, CellMargin } from '../../cells/cell.ts';

type Value = string | number | null;
type CsvColumn = readonly [name: string, value: (row: CellOfReport, margin: CellMargin) => Value];

const of = (name: string, value: (cell: Cell) => Value): CsvColumn => [name, ({ cell }) => value(cell)];
const at = (name: string, value: (margin: CellMargin) => Value): CsvColumn => [
  name,
  (_, margin) => value(margin),
];

type Of<Name extends string> = Readonly<Record<Name, number | null>> & {
  readonly counts: Readonly<Record<Name, number>>;
  readonly intervals: Readonly<Record<Name, { readonly lower: number; readonly upper: number } | null>>;
};

/** An aggregate's number, the ends of its interval and how many stand behind it. */
function fields<Name extends CellAggregate>(name: Name): (readonly [string, (numbers: Of<Name>) => Value])[] {
  const column = csvColumnOf(name);
  return [
    [column, (numbers) => numbers[name]],
    [`${column}_lower`, ({ intervals }) => intervals[name]?.lower ?? null],
    [`${column}_upper`, ({ intervals }) => intervals[name]?.upper ?? null],
    [`n_${column}`, ({ counts }) => counts[name]],
  ];
}

const wide = (name: CellWideAggregate): CsvColumn[] =>
  fields(name).map(([column, value]) => of(column, value));
const atMargin = (name: CellMarginAggregate): CsvColumn[] =>
  fields(name).map(([column, value]) => at(column, value));

/** The columns of `report.csv`, in order. */
const csvColumns: readonly CsvColumn[] = [
  ['chapters', ({ chapters }) => chapters.join(';')],
  of('dataset', (cell) => cell.dataset),
  of('backbone', (cell) => cell.backbone),
  of('method', (cell) => cell.method),
  of('variant', (cell) => cell.variant),
  of('budget_bits', (cell) => cell.budgetBits),
  of('seed', (cell) => cell.seed),
  of('average_bits', (cell) => cell.averageBits),
  of('allocation', (cell) => cell.allocation.map(({ layer, bits }) => `${layer}:${bits}`).join(';')),
  of('packed_bytes', (cell) => cell.packedBytes),
  of('file_verified', ({ export: file }) => (file ? Number(file.verified) : null)),
  of('file_flips', fileFlips),
  ...wideAggregates.flatMap(wide),
  of('lead_kappa', (cell) => cell.leadKappa),
  of('safe_margin_above', (cell) => cell.safeMarginAbove),
  of('n_test', (cell) => cell.n.test),
  of('n_denied', (cell) => cell.n.denied),
  of('actions', ({ settings }) => actionsLabel(settings.actions).replace(/^actions=/, '') || schemaActions),
  of('validation_loss_teacher', (cell) => cell.teacher.validationLoss),
  of('converged_teacher', (cell) => Number(cell.teacher.converged)),
  of('accuracy_reference', (cell) => cell.reference.accuracy),
  of('auc_reference', (cell) => cell.reference.auc),
  of('n_denied_reference', (cell) => cell.reference.denied),
  of('reference_beats_teacher', (cell) => Number(cell.trainedOut.reference.beatsTeacher)),
  of('student_beats_teacher', (cell) => Number(cell.trainedOut.student.beatsTeacher)),
  of('cpu_seconds_total', (cell) => cell.cpuSeconds.total),
  of('seconds_teacher', (cell) => cell.seconds.teacher),
  of('seconds_training_recourse', (cell) => cell.seconds.trainingRecourse),
  of('seconds_recourse', (cell) => cell.seconds.recourse),
  of('seconds_student', (cell) => cell.seconds.student),
  of('seconds_evaluate', (cell) => cell.seconds.evaluate),
  of('seconds_diagnostics', (cell) => cell.seconds.diagnostics),
  of('executor', (cell) => cell.executor),
  of('code_version', (cell) => cell.codeVersion),
  at('kappa', (margin) => margin.kappa),
  ...marginAggregates.flatMap(atMargin),
];

/** Tidy CSV: one row a cell and issue margin, every cell once; an undefined number is an empty field. */
export function renderReportCsv(cells: readonly CellOfReport[]): string {
  const rows = cells.flatMap((row) =>
    row.cell.margins.map((margin) => csvColumns.map(([, value]) => written(value(row, margin)))),
  );
  return `${csvFormatRows([csvColumns.map(([name]) => name), ...rows])}\n`;
}

/** Text that a spreadsheet would take for a formula is led by an apostrophe, as spreadsheets mark text. */
function written(value: Value): string {
  if (value === null) return '';
  return typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
}
