import { quantizerMethods } from '../../../families/quantizer-methods.ts';
import { columnOf } from '../../../tables/aggregate-columns.ts';
import { undefinedMark } from '../../../tables/format-quantity.ts';
import { grouped } from '../../../cells/grouped.ts';
import { isQuantized, reportTables } from '../../data/report-cells.ts';
import type { SectionBuilder } from '../../blocks/section.ts';

const shown = [
  ['broken promises (VD)', columnOf('validityDrop')],
  ['decisions kept (agreement)', columnOf('agreement')],
] as const;

/** Quantizers side by side: a row each, a column a bit-width. */
export const quantizers: SectionBuilder = (cells, context) => {
  const compared = new Set(quantizerMethods());
  const tables = reportTables(cells, context)
    .map(({ title, methods }) => {
      const rows = methods.filter(
        (row) => isQuantized(row) && compared.has(row.registered) && row.recipe === '',
      );
      const budgets = [...new Set(rows.map(({ budgetBits }) => budgetBits))].sort((a, b) => a - b);
      return { title, budgets, methods: grouped(rows, ({ method }) => [method]) };
    })
    .filter(({ budgets, methods }) => budgets.length > 1 && methods.length > 1);
  if (tables.length === 0) return null;
  return {
    title: 'Quantizers',
    blocks: tables.flatMap(({ title, budgets, methods }) =>
      shown.map(([what, [heading, text]]) => ({
        kind: 'table' as const,
        table: {
          title: `${title}: ${what} by bits, ${heading}`,
          columns: ['method', ...budgets.map((bits) => `${bits} bits`)],
          rows: methods.map((rows) => [
            rows[0].method,
            ...budgets.map((bits) => {
              const row = rows.find(({ budgetBits }) => budgetBits === bits);
              return row === undefined ? undefinedMark : text(row);
            }),
          ]),
        },
        note: 'Mean ± sd over seeds. Rows are baselines that start from the same teacher, look at labels alone and search for no bits: they differ in how they quantize. One with a width of its own has one column.',
      })),
    ),
  };
};
