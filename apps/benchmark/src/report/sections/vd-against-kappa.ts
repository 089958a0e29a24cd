import { valueAt } from '../../cells/aggregates/aggregate-of.ts';
import { kappaAxis, shareAxis, targetOfVd } from '../figures/axes.ts';
import { curveOver, kappasOf } from '../data/curves.ts';
import { allRows, legibleAsCurves, panelsOf, rowsAtLeadBudget } from '../data/figure-panels.ts';
import { reportTables } from '../data/report-cells.ts';
import type { SectionBuilder } from '../blocks/section.ts';
import { countInWords, marksInWords } from '../data/words.ts';

/** Validity: how VD falls as actions are issued with a margin. */
export const vdAgainstKappa: SectionBuilder = (cells, context) => {
  const kappas = kappasOf(cells);
  if (kappas.length < 2) return null;
  const shown = legibleAsCurves(rowsAtLeadBudget(reportTables(cells, context)));
  const panels = panelsOf(shown, (rows) =>
    rows.map((row) => curveOver(row, kappas, valueAt('validityDrop'))),
  );
  if (panels.length === 0) return null;
  const rows = allRows(shown);
  const people = countInWords(rows, (cell) => cell.n.denied);
  return {
    title: 'Validity against the issue margin',
    blocks: [
      {
        kind: 'curves',
        name: 'vd-against-kappa',
        title: 'Broken promises (VD) against the issue margin κ',
        caption: `Share of the teacher's valid actions that the student refuses. ${marksInWords(rows)} ${people} people denied, a seed. The full-precision teacher itself is 0 throughout and left out.`,
        x: kappaAxis(kappas),
        y: shareAxis('validityDrop'),
        lines: true,
        reference: targetOfVd,
        panels,
      },
    ],
  };
};
