import type { QuantityFormat } from '../../../tables/format-quantity.ts';
import type { RobustRecourse } from '../../../cells/diagnostics/robust-recourse-schema.ts';
import { ascending } from '../../data/curves.ts';
import { reportTables, type ReportRow } from '../../data/report-cells.ts';
import type { SectionBuilder, TableBlock } from '../../blocks/section.ts';
import { range } from '../../data/words.ts';
import { rowsByMargin, type MarginColumn } from './rows-by-margin.ts';

type Margin = RobustRecourse['margins'][number];

const share: QuantityFormat = { digits: 3 };
const columns: readonly MarginColumn<Margin>[] = [
  ['feasible, plain', ({ feasibleRate }) => feasibleRate.plain, share],
  ['feasible, robust', ({ feasibleRate }) => feasibleRate.robust, share],
  ['plain that survive the set', ({ surviving }) => surviving, share],
  ['price of robust', ({ price }) => price, { digits: 2 }],
  ['VD, plain', ({ validityDrop }) => validityDrop.plain, share],
  ['VD, plain of the same people', ({ validityDrop }) => validityDrop.plainWhereRobust, share],
  ['VD, robust', ({ validityDrop }) => validityDrop.robust, share],
  ['n robust', ({ n }) => n.robust, { digits: 0 }],
];

const measuresOf = ({ cells }: ReportRow): RobustRecourse[] =>
  cells.flatMap(({ robustRecourse: measure }) => measure ?? []);

/** What it costs to issue actions that hold on a whole set of quantized variants, and whether they then hold. */
export const robustRecourse: SectionBuilder = (cells, context) => {
  const blocks = reportTables(cells, context).flatMap(({ title, methods }): TableBlock[] => {
    const rows = methods.filter((row) => measuresOf(row).length > 0);
    if (rows.length === 0) return [];
    const all = rows.flatMap(measuresOf);
    const bits = ascending(all.flatMap((measure) => measure.bits)).join(', ');
    return [
      {
        kind: 'table',
        table: {
          title: `${title}: recourse that survives quantized variants of the teacher`,
          columns: ['method @ bits', 'κ', ...columns.map(([name]) => name)],
          rows: rowsByMargin(rows, columns, measuresOf),
        },
        note: `A robust action reaches κ on the teacher and on its variants of ${bits} bits (${range(all.map(({ models }) => models))} models; the student is none of them). Price: mean cost of the robust over that of the plain actions of the same people. ${range(all.map(({ n }) => n.sampled))} of ${range(all.map(({ n }) => n.denied))} denied people, a seed; mean ± sd over seeds.`,
      },
    ];
  });
  return blocks.length === 0 ? null : { title: 'Recourse robust to quantized variants', blocks };
};
