import { csvFormatRows } from 'd3-dsv';
import type { Cell, CellMargin } from '../../cells/cell.ts';

/** A cell and the chapters in which it stands. */
export interface CellOfReport {
  readonly cell: Cell;
  readonly chapters: readonly string[];
}

type Value = string | number | null;
type CsvColumn = readonly [name: string, value: (row: CellOfReport, margin: CellMargin) => Value];

const of = (name: string, value: (cell: Cell) => Value): CsvColumn => [name, ({ cell }) => value(cell)];
const at = (name: string, value: (margin: CellMargin) => Value): CsvColumn => [
  name,
  (_, margin) => value(margin),
];

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
  of('accuracy_teacher', (cell) => cell.accuracy.teacher),
  of('accuracy', (cell) => cell.accuracy.student),
  of('balanced_accuracy_teacher', (cell) => cell.balancedAccuracy.teacher),
  of('balanced_accuracy', (cell) => cell.balancedAccuracy.student),
  of('agreement', (cell) => cell.agreement),
  of('acceptance_drift', (cell) => cell.acceptanceDrift),
  of('over_grant', (cell) => cell.overGrant),
  of('near_miss_fidelity', (cell) => cell.nearMissFidelity),
  of('lead_kappa', (cell) => cell.leadKappa),
  of('faithfulness_error', (cell) => cell.faithfulnessError),
  of('safe_margin', (cell) => cell.safeMargin),
  of('safe_margin_above', (cell) => cell.safeMarginAbove),
  of('safe_margin_price', (cell) => cell.safeMarginPrice),
  of('n_test', (cell) => cell.n.test),
  of('n_denied', (cell) => cell.n.denied),
  of('n_near_miss', (cell) => cell.n.nearMiss),
  of('seconds_teacher', (cell) => cell.seconds.teacher),
  of('seconds_training_recourse', (cell) => cell.seconds.trainingRecourse),
  of('seconds_recourse', (cell) => cell.seconds.recourse),
  of('seconds_student', (cell) => cell.seconds.student),
  of('seconds_evaluate', (cell) => cell.seconds.evaluate),
  of('seconds_diagnostics', (cell) => cell.seconds.diagnostics),
  of('executor', (cell) => cell.executor),
  of('code_version', (cell) => cell.codeVersion),
  at('kappa', (margin) => margin.kappa),
  at('vd', (margin) => margin.vd),
  at('vd_lower', (margin) => margin.intervals.vd?.lower ?? null),
  at('vd_upper', (margin) => margin.intervals.vd?.upper ?? null),
  at('crg_mean', (margin) => margin.crgMean),
  at('crg_median', (margin) => margin.crgMedian),
  at('crg_median_lower', (margin) => margin.intervals.crgMedian?.lower ?? null),
  at('crg_median_upper', (margin) => margin.intervals.crgMedian?.upper ?? null),
  at('crg_q05', (margin) => margin.crgQuantiles?.q05 ?? null),
  at('crg_q25', (margin) => margin.crgQuantiles?.q25 ?? null),
  at('crg_q75', (margin) => margin.crgQuantiles?.q75 ?? null),
  at('crg_q95', (margin) => margin.crgQuantiles?.q95 ?? null),
  at('dir_sim', (margin) => margin.dirSim),
  at('act_overlap', (margin) => margin.actOverlap),
  at('feasible_teacher', (margin) => margin.feasible.teacher),
  at('feasible', (margin) => margin.feasible.student),
  at('mean_cost_teacher', (margin) => margin.meanCost.teacher),
  at('mean_cost', (margin) => margin.meanCost.student),
  at('n_vd', (margin) => margin.n.vd),
  at('n_crg', (margin) => margin.n.crg),
  at('n_dir_sim', (margin) => margin.n.dirSim),
  at('n_act_overlap', (margin) => margin.n.actOverlap),
];

/** Tidy CSV: one row a cell and issue margin, every cell once; an undefined number is an empty field. */
export function renderReportCsv(cells: readonly CellOfReport[]): string {
  const rows = cells.flatMap((row) =>
    row.cell.margins.map((margin) => csvColumns.map(([, value]) => written(value(row, margin)))),
  );
  return `${csvFormatRows([csvColumns.map(([name]) => name), ...rows])}\n`;
}

const written = (value: Value): string => (value === null ? '' : String(value));
