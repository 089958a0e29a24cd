import { circumstanceOf } from '../../cells/labels.ts';
import { personTables } from '../../tables/person-tables.ts';
import { leadBudget, reportTables, rowsAtBudget, type ReportTable } from '../data/report-cells.ts';
import type { SectionBuilder, TableBlock } from '../blocks/section.ts';

/** How many people a report tells of, under each condition. */
const told = 3;

/** Three denied people: their action in its own units, and what every method answers to it. */
export const threePeople: SectionBuilder = (cells, context) => {
  const tables = reportTables(cells, context);
  const asProtocol = tables.filter(({ methods: [row] }) => circumstanceOf(row!.cells[0]!) === '');
  const blocks = (asProtocol.length > 0 ? asProtocol : tables.slice(0, 1)).flatMap((table) =>
    personTables(plainRows(table), told).map((one): TableBlock => ({ kind: 'table', table: one })),
  );
  return blocks.length === 0 ? null : { title: 'Three people', blocks };
};

/** The rows of a table at one budget with nothing changed in their recipes, or all where there is none. */
function plainRows(table: ReportTable): ReportTable {
  const budget = leadBudget(table.methods);
  const rows = budget === null ? table.methods : rowsAtBudget(table.methods, budget);
  const plain = rows.filter(({ recipe }) => recipe === '');
  return { ...table, methods: plain.length > 0 ? plain : rows };
}
