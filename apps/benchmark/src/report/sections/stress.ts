import { formatQuantity } from '../../tables/format-quantity.ts';
import { grouped, isQuantized, reportTables } from '../data/report-cells.ts';
import type { SectionBuilder, TableBlock } from '../section.ts';
import { summaryColumns } from '../data/summary-columns.ts';

const shown = [
  'feasibleTeacher',
  'vd',
  'nearMiss',
  'overGrant',
  'faithfulnessError',
  'crgMedian',
  'dirSim',
  'people',
] as const;

/** One method under several conditions: other constraints, other costs, shifted rows, another teacher. */
export const stress: SectionBuilder = (cells, context) => {
  const blocks = grouped(reportTables(cells, context), ({ dataset, backbone }) => [dataset, backbone])
    .filter((conditions) => conditions.length > 1)
    .map((conditions): TableBlock => {
      const [{ dataset, backbone }] = conditions;
      const rows = conditions
        .flatMap(({ condition, methods }) =>
          methods.filter(isQuantized).map((row) => ({ ...row, condition })),
        )
        .map((row) => ({ ...row, name: `${row.method} @ ${row.budgetBits}` }));
      return {
        kind: 'table',
        table: {
          title: `${dataset}, ${backbone}: methods under each condition`,
          columns: [
            'method @ bits',
            'condition',
            'drift, points',
            ...shown.map((column) => summaryColumns[column][0]),
          ],
          rows: grouped(rows, ({ name }) => [name]).flatMap((of) =>
            of.map((row) => [
              row.name,
              row.condition === '' ? "the protocol's" : row.condition,
              formatQuantity(
                row.cells.map((cell) => cell.acceptanceDrift),
                { digits: 1, factor: 100, signed: true },
              ),
              ...shown.map((column) => summaryColumns[column][1](row)),
            ]),
          ),
        },
        note: 'Mean ± sd over seeds, at the leading κ. Teachers and denied people differ between conditions that change them.',
      };
    });
  return blocks.length === 0 ? null : { title: 'Under other conditions', blocks };
};
