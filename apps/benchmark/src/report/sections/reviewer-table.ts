import { formatQuantity } from '../../tables/format-quantity.ts';
import { atLead } from '../data/curves.ts';
import { isQuantized, reportTables } from '../data/report-cells.ts';
import type { SectionBuilder } from '../section.ts';

/** Accuracy, VD and CRG of every dataset and bit-width in one table: what the review of the paper asked for. */
export const reviewerTable: SectionBuilder = (cells, context) => {
  const rows = reportTables(cells, context).flatMap((table) =>
    [...table.methods]
      .filter(isQuantized)
      .sort((a, b) => a.budgetBits - b.budgetBits)
      .map((row) => ({ ...row, title: table.title })),
  );
  if (rows.length === 0) return null;
  const leads = [...new Set(cells.map(({ leadKappa }) => leadKappa))].join(', ');
  return {
    title: 'Accuracy, validity and cost at a glance',
    blocks: [
      {
        kind: 'table',
        table: {
          title: `Accuracy, VD and CRG by dataset and bit-width, κ = ${leads}`,
          columns: [
            'dataset',
            'bits',
            'method',
            'accuracy %',
            'VD',
            'CRG median',
            'CRG mean',
            'people',
            'seeds',
          ],
          rows: rows.map(({ title, budgetBits, method, cells: seeds }) => [
            title,
            String(budgetBits),
            method,
            formatQuantity(
              seeds.map((cell) => cell.accuracy.student),
              { digits: 1, factor: 100 },
            ),
            formatQuantity(seeds.map(atLead(({ vd }) => vd)), { digits: 3 }),
            formatQuantity(seeds.map(atLead(({ crgMedian }) => crgMedian)), { digits: 3, signed: true }),
            formatQuantity(seeds.map(atLead(({ crgMean }) => crgMean)), { digits: 3, signed: true }),
            formatQuantity(seeds.map(atLead(({ n }) => n.vd)), { digits: 0 }),
            String(seeds.length),
          ]),
        },
        note: 'Mean ± sd over seeds; – where undefined. Positive CRG: quantization made recourse dearer.',
      },
    ],
  };
};
