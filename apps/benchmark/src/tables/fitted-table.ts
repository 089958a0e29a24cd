import { leadAggregates } from '@cfq/metrics/aggregates';
import { marginAggregates, wideAggregates, type CellAggregate } from '../cells/aggregates/aggregate-names.ts';
import { aggregates } from '@cfq/metrics/aggregates';
import { valueOf } from '../cells/aggregates/aggregate-of.ts';
import { directedHeading, formatOf } from './aggregate-columns.ts';
import { formatQuantity } from './format-quantity.ts';
import { marksOf } from './marks-of.ts';
import { plainWidth } from './render-terminal.ts';
import { shortHeading } from './short-heading.ts';
import type { TableCells } from './summarize-cells.ts';
import { tableFacts } from './table-facts.ts';
import type { TextTable } from './text-table.ts';

/** A table made for a width, and the aggregates that it shows. */
interface FittedTable {
  readonly table: TextTable;
  readonly names: readonly CellAggregate[];
  /** Whether headings are the short ones. */
  readonly short: boolean;
}

interface Layout {
  readonly names: readonly CellAggregate[];
  readonly short: boolean;
  readonly spread: boolean;
}

/** What wider terminals show beyond the leading aggregates, the more telling first. */
const further: readonly CellAggregate[] = [...wideAggregates, ...marginAggregates].filter(
  (name) => aggregates[name].shown === 'tables' && !(leadAggregates as readonly string[]).includes(name),
);

/**
 * One table of one dataset and backbone that fits a terminal: the leading aggregates, in 80 columns under short headings
 * and without their spread; wider ones show the spread, then whole headings, then more aggregates.
 *
 * @param width characters a line; narrower than 80, the last columns are left out
 */
export function fittedTable(cells: TableCells, width: number): FittedTable {
  const fits = (layout: Layout) => plainWidth(layOut(cells, layout)) <= width;
  const names: readonly CellAggregate[] = leadAggregates;
  const looks = [
    { names, short: false, spread: true },
    { names, short: true, spread: true },
    { names, short: false, spread: false },
    { names, short: true, spread: false },
  ];
  let layout = looks.find(fits) ?? looks.at(-1)!;
  while (!fits(layout) && layout.names.length > 1) layout = { ...layout, names: layout.names.slice(0, -1) };
  if (layout.spread) {
    for (const name of further) {
      const wider = { ...layout, names: [...layout.names, name] };
      if (fits(wider)) layout = wider;
    }
  }
  return { table: layOut(cells, layout), names: layout.names, short: layout.short };
}

function layOut(cells: TableCells, { names, short, spread }: Layout): TextTable {
  const { head, shown, lead, notes, leadKappa } = tableFacts(cells);
  const budgets = [...new Set(cells.methods.map(({ budgetBits }) => budgetBits))].filter((bits) => bits < 32);
  const bits = budgets.length === 1 ? `, ${budgets[0]} bits` : '';
  const seeds = Math.max(...cells.methods.map((row) => row.cells.length));
  const entry = (name: CellAggregate, row: (typeof shown)[number]) =>
    formatQuantity(row.cells.map(valueOf(name)), { ...formatOf(name), spread });
  return {
    title: `${head}${bits}, VD and CRG at κ = ${leadKappa}`,
    lead,
    columns: ['method', ...names.map((name) => (short ? shortHeading(name) : directedHeading(name)))],
    rows: shown.map((row) => [row.method, ...names.map((name) => entry(name, row))]),
    marks: marksOf(cells, [undefined, ...names]),
    notes: [
      ...notes,
      ...(spread || seeds < 2
        ? []
        : [`Means over seeds; --wide shows their spread, all columns and the bit schedules.`]),
    ],
  };
}
