import { valueOf } from '../../cells/aggregates/aggregate-of.ts';
import { bitsAxis, shareAxis, targetOfVd } from '../figures/axes.ts';
import { bitsNote, curvesOverBits, rowsOfBudgets } from '../data/bits-curves.ts';
import { ascending } from '../data/curves.ts';
import { allRows, panelsOf } from '../data/figure-panels.ts';
import { reportTables } from '../data/report-cells.ts';
import type { SectionBuilder } from '../blocks/section.ts';
import { countInWords, marksInWords } from '../data/words.ts';

/** Validity: how VD falls as bits are added. */
export const vdAgainstBits: SectionBuilder = (cells, context) => {
  const tables = reportTables(cells, context);
  const shown = rowsOfBudgets(tables);
  const panels = panelsOf(shown, (rows) => curvesOverBits(rows, valueOf('validityDrop')));
  if (panels.length === 0) return null;
  const rows = allRows(shown);
  const leads = ascending(cells.map(({ leadKappa }) => leadKappa)).join(', ');
  const people = countInWords(rows, (cell) => cell.n.denied);
  return {
    title: 'Validity against bits',
    blocks: [
      {
        kind: 'curves',
        name: 'vd-against-bits',
        title: `Broken promises (VD) at κ = ${leads} against the bit budget`,
        caption: `Share of the teacher's valid actions that the student refuses. ${marksInWords(rows)} ${people} people denied, a seed. ${bitsNote(tables)}`,
        x: bitsAxis(ascending(rows.map(({ budgetBits }) => budgetBits))),
        y: shareAxis('validityDrop'),
        lines: true,
        reference: targetOfVd,
        panels,
      },
    ],
  };
};
