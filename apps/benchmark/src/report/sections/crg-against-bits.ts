import { countOf, valueOf } from '../../cells/aggregates/aggregate-of.ts';
import { bitsAxis } from '../figures/axes.ts';
import { bitsNote, curvesOverBits, rowsOfBudgets } from '../data/bits-curves.ts';
import { ascending } from '../data/curves.ts';
import { allRows, panelsOf } from '../data/figure-panels.ts';
import { reportTables } from '../data/report-cells.ts';
import type { SectionBuilder } from '../blocks/section.ts';
import { countInWords, marksInWords } from '../data/words.ts';

/** Cost: how the median gap closes as bits are added. */
export const crgAgainstBits: SectionBuilder = (cells, context) => {
  const tables = reportTables(cells, context);
  const shown = rowsOfBudgets(tables);
  const panels = panelsOf(shown, (rows) => curvesOverBits(rows, valueOf('counterfactualRecourseGapMedian')));
  if (panels.length === 0) return null;
  const rows = allRows(shown);
  const leads = ascending(cells.map(({ leadKappa }) => leadKappa)).join(', ');
  const people = countInWords(rows, countOf('counterfactualRecourseGapMedian'));
  return {
    title: 'Cost against bits',
    blocks: [
      {
        kind: 'curves',
        name: 'crg-against-bits',
        title: `Median counterfactual recourse gap (CRG) at κ = ${leads} against the bit budget`,
        caption: `How much dearer the student's own recourse is than the teacher's; 0 is faithful, below 0 is lenient. ${marksInWords(rows)} ${people} people with valid recourse on both sides, a seed. ${bitsNote(tables)}`,
        x: bitsAxis(ascending(rows.map(({ budgetBits }) => budgetBits))),
        y: {
          label: 'median CRG (symlog)',
          type: 'symlog',
          constant: 0.02,
          ticks: [-1, -0.3, -0.1, -0.03, 0, 0.03, 0.1, 0.3, 1, 3],
          percent: true,
        },
        lines: true,
        reference: { y: 0, label: '' },
        panels,
      },
    ],
  };
};
