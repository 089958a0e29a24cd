import { meanAndSpread } from '../../../tables/mean-and-spread.ts';
import type { DotFigure, DotPanel, DotRow, Dots } from '../../blocks/dot-figure.ts';
import { grouped } from '../../../cells/grouped.ts';
import { gainOf, solverOf, type Measured } from './equal-cost-gain.ts';

const students = (cells: readonly Measured[]): string[] =>
  grouped(cells, ({ method }) => [method]).map(([{ method }]) => method);

/**
 * What every solver pays over the least, and what it gains over the usual search at the same price, one column a student;
 * nothing where fewer than two solvers are compared.
 */
export function keptFigure(cells: readonly Measured[]): DotFigure[] {
  const networks = cells.filter(({ settings }) => settings.backbone !== 'logistic');
  const columns = students(networks);
  const panels = grouped(networks, ({ dataset, backbone }) => [dataset, backbone])
    .map((panel): DotPanel => {
      const rows = grouped(panel, (cell) => [solverOf(cell)]).map((own): DotRow => {
        const ofStudent = (student: string) => own.filter(({ method }) => method === student);
        return {
          name: solverOf(own[0]),
          measures: [
            dotsOf(ofStudent(own[0].method).map(paidOf)),
            ...columns.map((student) => dotsOf(ofStudent(student).map(gainOf))),
          ],
        };
      });
      return { title: `${panel[0].dataset}, ${panel[0].backbone}`, rows: rows.sort(byMeanGain) };
    })
    .filter(({ rows }) => rows.length > 1);
  if (panels.length === 0) return [];
  return [
    {
      kind: 'dots',
      name: 'recourse-methods',
      title: 'What every recourse method pays, and what of its promises students keep',
      caption:
        'Left column: mean cost at κ = 0 over that of the proven cheapest actions of the same people, minus 1. Others: VD at κ = 0 less that of the usual search for the same people at the same cost; left of the dotted line the method keeps more than its price explains. Sorted by the mean over students. Filled marks: means over seeds; small hollow marks: the single seeds.',
      measures: [
        {
          axis: {
            label: 'dearer than the least (symlog)',
            type: 'symlog',
            constant: 0.01,
            low: 0,
            ticks: [0, 0.01, 0.1, 1, 10],
            percent: true,
          },
        },
        ...columns.map((student) => ({
          axis: { label: `VD difference, ${student}`, type: 'linear' as const, percent: true },
          reference: 0,
        })),
      ],
      panels,
    },
  ];
}

/** How much dearer actions are than the proven cheapest ones; never below, but for what proofs leave open. */
const paidOf = ({ optimalityGap }: Measured): number | null => {
  const gap = optimalityGap?.margins[0]?.gap ?? null;
  return gap === null ? null : Math.max(0, gap);
};

function dotsOf(values: readonly (number | null)[]): Dots | 'undefined' {
  const seeds = values.flatMap((value) => value ?? []);
  return seeds.length === 0 ? 'undefined' : { mean: meanAndSpread(seeds).mean, seeds };
}

function byMeanGain(one: DotRow, other: DotRow): number {
  return meanGain(one) - meanGain(other);
}

/** Over the students; rows without any stand last. */
function meanGain({ measures }: DotRow): number {
  const means = measures.slice(1).flatMap((dots) => (dots === 'undefined' ? [] : dots.mean));
  return means.length === 0 ? Infinity : means.reduce((sum, mean) => sum + mean, 0) / means.length;
}
