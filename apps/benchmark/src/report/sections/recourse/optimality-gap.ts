import type { QuantityFormat } from '../../../tables/format-quantity.ts';
import type { OptimalityGap } from '../../../cells/diagnostics/optimality-gap-schema.ts';
import { reportTables, type ReportRow } from '../../data/report-cells.ts';
import type { SectionBuilder, TableBlock } from '../../blocks/section.ts';
import { range } from '../../data/words.ts';
import { rowsByMargin, type MarginColumn } from './rows-by-margin.ts';

type Margin = OptimalityGap['margins'][number];

const share: QuantityFormat = { digits: 4 };
const whole: QuantityFormat = { digits: 0 };
const columns: readonly MarginColumn<Margin>[] = [
  ['gap', ({ gap }) => gap, share],
  ['from', ({ interval }) => interval?.[0] ?? null, share],
  ['to', ({ interval }) => interval?.[1] ?? null, share],
  ['at most', ({ gapAtMost = null }) => gapAtMost, share],
  ['dearer', ({ dearer }) => dearer, { digits: 3 }],
  ['n compared', ({ n }) => n.compared, whole],
  ['missed', ({ n }) => n.missed, whole],
  ['proven to have none', ({ n }) => n.infeasible, whole],
  ['open', ({ n }) => n.open, whole],
];

const gapsOf = ({ cells }: ReportRow): OptimalityGap[] =>
  cells.flatMap(({ optimalityGap: gap }) => gap ?? []);

/** How far the actions of the evaluation are from the cheapest ones. */
export const optimalityGap: SectionBuilder = (cells, context) => {
  const blocks = reportTables(cells, context).flatMap(({ title, methods }): TableBlock[] => {
    const rows = methods.filter((row) => gapsOf(row).length > 0);
    if (rows.length === 0) return [];
    const all = rows.flatMap(gapsOf);
    return [
      {
        kind: 'table',
        table: {
          title: `${title}: the evaluation's actions on the teacher beside the cheapest ones`,
          columns: ['method @ bits', 'κ', ...columns.map(([name]) => name)],
          rows: rowsByMargin(rows, columns, gapsOf),
        },
        note: `Gap: mean cost of the actions over that of the cheapest ones of the same people, which \`exact\` proves, minus 1, with the ends of its 95 % interval. At most: over what is proven that each must pay at least, minus 1, of everybody with an action, those left open among them; – where nothing is proven. ${range(all.map(({ n }) => n.sampled))} of ${range(all.map(({ n }) => n.denied))} denied people, a seed; mean ± sd over seeds.`,
      },
    ];
  });
  return blocks.length === 0 ? null : { title: 'Optimality of the recourse', blocks };
};
