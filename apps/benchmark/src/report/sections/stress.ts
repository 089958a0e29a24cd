import { columnOf } from '../../tables/aggregate-columns.ts';
import { grouped } from '../../cells/grouped.ts';
import { isQuantized, reportTables } from '../data/report-cells.ts';
import type { SectionBuilder, TableBlock } from '../blocks/section.ts';
import { summaryColumns, type RowColumn } from '../data/summary-columns.ts';

const shown: readonly RowColumn[] = [
  ...(
    [
      'acceptanceDrift',
      'feasibleRateTeacher',
      'validityDrop',
      'nearMissFidelity',
      'overGrant',
      'faithfulnessError',
      'counterfactualRecourseGapMedian',
      'directionSimilarity',
    ] as const
  ).map(columnOf),
  summaryColumns.people,
];

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
          columns: ['method @ bits', 'condition', ...shown.map(([title]) => title)],
          rows: grouped(rows, ({ name }) => [name]).flatMap((of) =>
            of.map((row) => [
              row.name,
              row.condition === '' ? "the protocol's" : row.condition,
              ...shown.map(([, text]) => text(row)),
            ]),
          ),
        },
        note: 'Mean ± sd over seeds, at the leading κ. Teachers and denied people differ between conditions that change them.',
      };
    });
  return blocks.length === 0 ? null : { title: 'Under other conditions', blocks };
};
