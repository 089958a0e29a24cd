import { leadAggregates } from '@cfq/metrics/aggregates';
import { valueOf } from '../../cells/aggregates/aggregate-of.ts';
import { columnOf } from '../../tables/aggregate-columns.ts';
import { fixed, undefinedMark } from '../../tables/format-quantity.ts';
import { pairedOverSeeds } from '../data/paired-over-seeds.ts';
import { grouped } from '../../cells/grouped.ts';
import { isQuantized, reportTables, type ReportRow } from '../data/report-cells.ts';
import type { SectionBuilder, TableBlock } from '../blocks/section.ts';
import { rowTable, summaryColumns, type RowColumn } from '../data/summary-columns.ts';

const shown: readonly RowColumn[] = [
  ...leadAggregates.filter((name) => name !== 'overGrant').map(columnOf),
  summaryColumns.studentSeconds,
];

/** What each part of a method buys: its recipe with one part changed, beside the recipe as it is. */
export const ablations: SectionBuilder = (cells, context) => {
  if (!cells.some((cell) => Object.keys(cell.settings.overrides).length > 0)) return null;
  const blocks = reportTables(cells, context).flatMap((table) =>
    grouped(table.methods.filter(isQuantized), ({ registered, budgetBits }) => [registered, budgetBits])
      .filter((recipes) => recipes.length > 1)
      .map((recipes): TableBlock => {
        const [{ registered, budgetBits }] = recipes;
        const whole = recipes.find(({ recipe }) => recipe === '');
        const columns: RowColumn[] = [
          ['changed', ({ recipe }) => (recipe === '' ? 'nothing' : recipe)],
          ...shown,
          ...(whole === undefined ? [] : [['error, paired difference', differenceFrom(whole)] as const]),
        ];
        return {
          kind: 'table',
          table: rowTable(`${table.title}: parts of ${registered} at ${budgetBits} bits`, columns, recipes),
          ...(whole === undefined
            ? {}
            : {
                note: "Last column: faithfulness error minus that of the unchanged recipe, mean over the same seeds and 95 % interval by Student's t. Above 0: the part that was changed had helped.",
              }),
        };
      }),
  );
  return blocks.length === 0 ? null : { title: 'What each part buys', blocks };
};

function differenceFrom(whole: ReportRow) {
  return (row: ReportRow): string => {
    if (row === whole) return undefinedMark;
    const { mean, lower, upper, n } = pairedOverSeeds(row.cells, whole.cells, valueOf('faithfulnessError'));
    if (n === 0) return undefinedMark;
    const interval = n < 2 ? '' : ` (${fixed(lower, 3)} to ${fixed(upper, 3)})`;
    return `${fixed(mean, 3)}${interval}`;
  };
}
