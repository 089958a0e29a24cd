import { countOf, valueOf, type CellNumber } from '../../cells/aggregates/aggregate-of.ts';
import { bestOfCrowd, crowdNote } from '../data/best-of-crowd.ts';
import { ascending, styleOf } from '../data/curves.ts';
import { meanAndSpread } from '../../tables/mean-and-spread.ts';
import type { Box } from '../blocks/box-figure.ts';
import { allRows, rowsAtLeadBudget } from '../data/figure-panels.ts';
import { reportTables, type ReportRow } from '../data/report-cells.ts';
import type { SectionBuilder } from '../blocks/section.ts';
import { countInWords, seedsInWords } from '../data/words.ts';

const quantiles = {
  q05: valueOf('counterfactualRecourseGapQ05'),
  q25: valueOf('counterfactualRecourseGapQ25'),
  q50: valueOf('counterfactualRecourseGapMedian'),
  q75: valueOf('counterfactualRecourseGapQ75'),
  q95: valueOf('counterfactualRecourseGapQ95'),
} as const;

/** Cost: how the gaps spread over people. */
export const crgDistribution: SectionBuilder = (cells, context) => {
  const whole = rowsAtLeadBudget(reportTables(cells, context));
  const shown = whole.map(bestOfCrowd);
  const panels = shown
    .map(({ title, rows }) => ({ title, boxes: rows.flatMap(boxOf) }))
    .filter(({ boxes }) => boxes.length > 0);
  if (panels.length === 0) return null;
  const rows = allRows(shown);
  const leads = ascending(cells.map(({ leadKappa }) => leadKappa)).join(', ');
  const people = countInWords(rows, countOf('counterfactualRecourseGapMedian'));
  return {
    title: 'Cost over people',
    blocks: [
      {
        kind: 'boxes',
        name: 'crg-distribution',
        title: `Distribution of the counterfactual recourse gap (CRG) over people at κ = ${leads}`,
        caption: `Line: 5 % to 95 % of people; box: the middle half; thick bar: the median; each quantile is the mean over ${seedsInWords(rows)}; dots: the medians of single seeds. ${people} people with valid recourse on both sides, a seed. Right of 0: quantization made recourse dearer.${crowdNote(whole)}`,
        x: { label: 'CRG, relative to the cost for the teacher', reference: 0 },
        panels,
      },
    ],
  };
};

function boxOf(row: ReportRow): Box[] {
  const medians = row.cells.flatMap((cell) => quantiles.q50(cell) ?? []);
  if (medians.length === 0) return [];
  const mean = (value: CellNumber) => meanAndSpread(row.cells.map(value)).mean;
  const { q05, q25, q50, q75, q95 } = quantiles;
  return [
    {
      name: row.method,
      style: styleOf(row),
      quantiles: { q05: mean(q05), q25: mean(q25), q50: mean(q50), q75: mean(q75), q95: mean(q95) },
      medians,
    },
  ];
}
