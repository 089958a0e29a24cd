import { leadAggregates } from '@cfq/metrics/aggregates';
import type { Cell } from '../../cells/cell.ts';
import { columnOf } from '../../tables/aggregate-columns.ts';
import { arrowsMean } from '../../tables/legend.ts';
import { teacherAndReference } from '../../tables/teacher-and-reference.ts';
import { unfinishedNotes } from '../../tables/unfinished-rows.ts';
import { reportTables, rowsAtBudget, sharedBudgets, type ReportRow } from '../data/report-cells.ts';
import type { Section, SectionBuilder, TableBlock } from '../blocks/section.ts';
import { rowTable, summaryColumns, type RowColumn } from '../data/summary-columns.ts';
import { ownTeacherNote } from '../data/words.ts';

const { method, seeds, bits, bytes, people } = summaryColumns;
const shown: readonly RowColumn[] = [method, seeds, bits, bytes, ...leadAggregates.map(columnOf), people];

/** The protocol's aggregates, one table a dataset, backbone, condition and budget; mean ± sd over seeds. */
export const summaryTables: SectionBuilder = (cells, context): Section | null => {
  if (cells.length === 0) return null;
  const blocks = reportTables(cells, context).flatMap(({ title, methods }) => {
    const budgets = sharedBudgets(methods);
    return (budgets.length === 0 ? [null] : budgets).map((budget): TableBlock => {
      const rows = budget === null ? methods : rowsAtBudget(methods, budget);
      return {
        kind: 'table',
        table: rowTable(budget === null ? title : `${title}, ${budget} bits`, shown, rows),
        note: noteOf(rows),
      };
    });
  });
  return { title: 'Results', blocks };
};

function noteOf(rows: readonly ReportRow[]): string {
  const cells: readonly Cell[] = rows.flatMap((row) => row.cells);
  const lead = [...new Set(cells.map(({ leadKappa }) => leadKappa))].join(', ');
  return [
    ...teacherAndReference(rows),
    `Mean ± sd over seeds; VD, faithfulness error and CRG at κ = ${lead}; ${arrowsMean}`,
    ...unfinishedNotes(rows),
    ...(rows.some(({ own }) => own) ? [ownTeacherNote] : []),
  ].join(' ');
}
