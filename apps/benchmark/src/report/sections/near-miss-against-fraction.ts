import { countOf } from '../../cells/aggregates/aggregate-of.ts';
import { ascending, curveOver } from '../data/curves.ts';
import { allRows, legibleAsCurves, panelsOf, rowsAtLeadBudget } from '../data/figure-panels.ts';
import { reportTables } from '../data/report-cells.ts';
import { columnOf, countColumnOf } from '../../tables/aggregate-columns.ts';
import { rowTable, summaryColumns, type RowColumn } from '../data/summary-columns.ts';
import type { SectionBuilder, TableBlock } from '../blocks/section.ts';
import { countInWords, marksInWords } from '../data/words.ts';

const kinds: readonly RowColumn[] = [
  summaryColumns.method,
  ...(['nearMissShort', 'nearMissAllButOne', 'nearMissFidelity'] as const).flatMap((name) => [
    columnOf(name),
    countColumnOf(name),
  ]),
];

/** The other side of validity: whether who stops short is still denied. */
export const nearMissAgainstFraction: SectionBuilder = (cells, context) => {
  const fractions = ascending(
    cells.flatMap((cell) => cell.nearMissByFraction.map(({ fraction }) => fraction)),
  );
  if (fractions.length < 2) return null;
  const shown = legibleAsCurves(rowsAtLeadBudget(reportTables(cells, context)));
  const panels = panelsOf(shown, (rows) =>
    rows.map((row) =>
      curveOver(
        row,
        fractions,
        (cell, place) =>
          cell.nearMissByFraction.find(({ fraction }) => fraction === place)?.nearMissShort ?? null,
      ),
    ),
  );
  if (panels.length === 0) return null;
  const rows = allRows(shown);
  const points = countInWords(rows, countOf('nearMissShort'));
  return {
    title: 'Near misses',
    blocks: [
      {
        kind: 'curves',
        name: 'near-miss-against-fraction',
        title: "Near-miss fidelity against ρ, the share of the action's numeric changes that is made",
        caption: `Of the people who go the share ρ of the way in numbers and make all other changes, and whom the teacher denies, the share that the student denies too; a lenient student falls to 0. Dotted: the target, 95 % over all ρ. ${marksInWords(rows)} ${points} points, a seed, all ρ together.`,
        x: { label: 'ρ, share of the numeric changes made', type: 'linear', ticks: fractions },
        y: {
          label: 'near-miss fidelity, share of points',
          type: 'linear',
          high: 1,
          percent: true,
        },
        lines: true,
        reference: { y: 0.95, label: '' },
        panels,
      },
      ...shown.map(({ title, rows: some }): TableBlock => ({
        kind: 'table',
        table: rowTable(`${title}: near misses by kind`, kinds, some),
        note: 'Short: all ρ together. All but one: people who leave out one of their changes.',
      })),
    ],
  };
};
