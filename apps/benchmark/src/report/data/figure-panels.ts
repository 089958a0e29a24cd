import { actionsLabel } from '../../cells/actions/actions-setting.ts';
import { circumstanceOf } from '../../cells/labels.ts';
import { isTeacherItself } from '../../cells/method-properties.ts';
import type { CurvePanel, CurveSeries } from '../blocks/curve-figure.ts';
import { grouped } from '../../cells/grouped.ts';
import { leadBudget, rowsAtBudget, type ReportRow, type ReportTable } from './report-cells.ts';

/** A panel of a figure and the rows it shows. */
export interface RowsOfPanel {
  readonly title: string;
  readonly rows: readonly ReportRow[];
}

/** The rows of every table at the budget that figures show, one panel a table. */
export function rowsAtLeadBudget(tables: readonly ReportTable[]): RowsOfPanel[] {
  return tables.flatMap(({ title, methods }) => {
    const budget = leadBudget(methods);
    const rows = (budget === null ? methods : rowsAtBudget(methods, budget)).filter(
      ({ registered }) => !isTeacherItself(registered),
    );
    if (rows.length === 0) return [];
    return [{ title: budget === null ? title : `${title}, ${budget} bits`, rows }];
  });
}

/** More rows than these are more than a reader can tell apart as curves of one panel. */
const mostCurves = 8;
/** More panels of one dataset than these are rather compared as rows. */
const mostPanels = 3;

/** The panels whose rows can be told apart as curves; the others are read as rows of dots. */
export function legibleAsCurves(shown: readonly RowsOfPanel[]): RowsOfPanel[] {
  const datasetOf = ({ rows }: RowsOfPanel) => rows[0]?.cells[0]?.dataset;
  const beside = (panel: RowsOfPanel) => shown.filter((one) => datasetOf(one) === datasetOf(panel)).length;
  return shown.filter((panel) => panel.rows.length <= mostCurves && beside(panel) <= mostPanels);
}

/**
 * The same rows with those of one dataset and action policy in one panel, each named with what else differs from the
 * others in it.
 */
export function rowsOfDatasets(tables: readonly ReportTable[]): RowsOfPanel[] {
  const settingsOf = ({ methods: [row] }: ReportTable) => row!.cells[0]!;
  const policyOf = (table: ReportTable) => actionsLabel(settingsOf(table).settings.actions);
  return grouped(tables, (table) => [table.dataset, policyOf(table)]).flatMap(([first, ...others]) => {
    const all = [first, ...others];
    if (others.length === 0) return rowsAtLeadBudget(all);
    const backbones = new Set(all.map(({ backbone }) => backbone)).size;
    const rows = all.flatMap((table) => {
      const apart = [...(backbones > 1 ? [table.backbone] : []), circumstanceOf(settingsOf(table))].filter(
        (one) => one !== '',
      );
      return rowsAtLeadBudget([table]).flatMap((panel) =>
        panel.rows.map((row) => ({ ...row, method: [row.method, ...apart].join(', ') })),
      );
    });
    const title = [first.dataset, ...(backbones > 1 ? [] : [first.backbone]), policyOf(first)];
    return rows.length === 0 ? [] : [{ title: title.filter((one) => one !== '').join(', '), rows }];
  });
}

/** Panels of curves, without series and panels that have no point. */
export function panelsOf(
  shown: readonly RowsOfPanel[],
  seriesOf: (rows: readonly ReportRow[]) => readonly CurveSeries[],
): CurvePanel[] {
  return shown
    .map(({ title, rows }) => ({
      title,
      series: seriesOf(rows).filter(({ points }) => points.length > 0),
    }))
    .filter(({ series }) => series.length > 0);
}

/** All rows of panels. */
export const allRows = (shown: readonly RowsOfPanel[]): ReportRow[] => shown.flatMap(({ rows }) => rows);
