import type { CellMarginAggregate } from '../../cells/aggregates/aggregate-names.ts';
import { countOf, valueAt } from '../../cells/aggregates/aggregate-of.ts';
import { kappaAxis } from '../figures/axes.ts';
import { curveOver, kappasOf } from '../data/curves.ts';
import type { CurveFigure } from '../blocks/curve-figure.ts';
import { allRows, legibleAsCurves, panelsOf, rowsAtLeadBudget } from '../data/figure-panels.ts';
import { reportTables } from '../data/report-cells.ts';
import type { SectionBuilder } from '../blocks/section.ts';
import { countInWords, marksInWords } from '../data/words.ts';

const measured: readonly {
  readonly name: string;
  readonly title: string;
  readonly what: string;
  readonly label: string;
  readonly aggregate: CellMarginAggregate;
}[] = [
  {
    name: 'dirsim-against-kappa',
    title: 'Direction: cosine of the two actions (DirSim) against the issue margin κ',
    what: "Mean cosine between the teacher's action and the student's; 1 is the same direction.",
    label: 'DirSim, cosine',
    aggregate: 'directionSimilarity',
  },
  {
    name: 'actoverlap-against-kappa',
    title: 'Direction: columns that both actions change (ActOverlap) against the issue margin κ',
    what: 'Mean Jaccard index of the columns that the two actions change; 1 is the same columns.',
    label: 'ActOverlap, Jaccard index',
    aggregate: 'actionOverlap',
  },
];

/** Direction: whether the student sends people the way the teacher does. */
export const direction: SectionBuilder = (cells, context) => {
  const kappas = kappasOf(cells);
  const shown = legibleAsCurves(rowsAtLeadBudget(reportTables(cells, context)));
  if (kappas.length < 2) return null;
  const rows = allRows(shown);
  const blocks = measured.flatMap(({ name, title, what, label, aggregate }): CurveFigure[] => {
    const panels = panelsOf(shown, (some) => some.map((row) => curveOver(row, kappas, valueAt(aggregate))));
    if (panels.length === 0) return [];
    const people = countInWords(rows, countOf(aggregate));
    return [
      {
        kind: 'curves',
        name,
        title,
        caption: `${what} ${marksInWords(rows)} ${people} people with valid recourse on both sides, a seed, at the leading κ.`,
        x: kappaAxis(kappas),
        y: { label, type: 'linear', high: 1 },
        lines: true,
        panels,
      },
    ];
  });
  return blocks.length === 0 ? null : { title: 'Direction', blocks };
};
