import { columnOf, countColumnOf } from '../../tables/aggregate-columns.ts';
import { isQuantized, reportTables } from '../data/report-cells.ts';
import type { SectionBuilder } from '../blocks/section.ts';

const shown = [
  columnOf('accuracyStudent'),
  columnOf('validityDrop'),
  columnOf('counterfactualRecourseGapMedian'),
  columnOf('counterfactualRecourseGap'),
  countColumnOf('validityDrop'),
];

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
          columns: ['dataset', 'bits', 'method', ...shown.map(([title]) => title), 'seeds'],
          rows: rows.map((row) => [
            row.title,
            String(row.budgetBits),
            row.method,
            ...shown.map(([, text]) => text(row)),
            String(row.cells.length),
          ]),
        },
        note: 'Mean ± sd over seeds; – where undefined. Positive CRG: quantization made recourse dearer.',
      },
    ],
  };
};
