import { ascending, atLead, styleOf } from '../data/curves.ts';
import type { CellMargin } from '../../cells/cell.ts';
import { meanAndSpread } from '../../tables/mean-and-spread.ts';
import type { Box } from '../figures/box-figure.ts';
import { allRows, rowsAtLeadBudget } from '../figures/figure-panels.ts';
import { reportTables, type ReportRow } from '../data/report-cells.ts';
import type { SectionBuilder } from '../section.ts';
import { countInWords, seedsInWords } from '../data/words.ts';

type Name = keyof NonNullable<CellMargin['crgQuantiles']>;

/** Cost: how the gaps spread over people. */
export const crgDistribution: SectionBuilder = (cells, context) => {
  const shown = rowsAtLeadBudget(reportTables(cells, context));
  const panels = shown
    .map(({ title, rows }) => ({ title, boxes: rows.flatMap(boxOf) }))
    .filter(({ boxes }) => boxes.length > 0);
  if (panels.length === 0) return null;
  const rows = allRows(shown);
  const leads = ascending(cells.map(({ leadKappa }) => leadKappa)).join(', ');
  const people = countInWords(rows, (cell) => atLead(({ n }) => n.crg)(cell) ?? 0);
  return {
    title: 'Cost over people',
    blocks: [
      {
        kind: 'boxes',
        name: 'crg-distribution',
        title: `Distribution of the cost recourse gap (CRG) over people at κ = ${leads}`,
        caption: `Line: 5 % to 95 % of people; box: the middle half; thick bar: the median; each quantile is the mean over ${seedsInWords(rows)}; dots: the medians of single seeds. ${people} people with valid recourse on both sides, a seed. Right of 0: quantization made recourse dearer.`,
        x: { label: 'CRG, relative to the cost for the teacher', reference: 0 },
        panels,
      },
    ],
  };
};

function boxOf(row: ReportRow): Box[] {
  const found = row.cells.flatMap((cell) => {
    const quantiles = cell.margins.find(({ kappa }) => kappa === cell.leadKappa)?.crgQuantiles ?? null;
    return quantiles === null ? [] : [quantiles];
  });
  if (found.length === 0) return [];
  const mean = (name: Name) => meanAndSpread(found.map((one) => one[name])).mean;
  return [
    {
      name: row.method,
      style: styleOf(row),
      quantiles: { q05: mean('q05'), q25: mean('q25'), q50: mean('q50'), q75: mean('q75'), q95: mean('q95') },
      medians: found.map(({ q50 }) => q50),
    },
  ];
}
