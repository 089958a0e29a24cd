import type { Cell } from '../../cells/cell.ts';
import { bitsAxis } from '../figures/axes.ts';
import {
  certificatesOf,
  certifiedTables,
  shownKappas,
  type CertifiedRadius,
} from '../data/certified-rows.ts';
import type { CellNumber } from '../../cells/aggregates/aggregate-of.ts';
import { ascending, curvePoint } from '../data/curves.ts';
import type { CurveFigure, CurvePanel, CurveSeries } from '../blocks/curve-figure.ts';
import { panelsOf } from '../data/figure-panels.ts';
import { grouped } from '../../cells/grouped.ts';
import { isQuantized, type ReportRow, type ReportTable } from '../data/report-cells.ts';
import type { SectionBuilder } from '../blocks/section.ts';
import { countInWords, marksInWords } from '../data/words.ts';

/** The share of points certified against bits, beside the observed transfer; one panel a method. */
export const certifiedAgainstBits: SectionBuilder = (cells, context) => {
  const tables = certifiedTables(cells, context);
  const blocks = shownKappas(cells).flatMap((kappa) => figureAt(kappa, tables));
  return blocks.length === 0 ? null : { title: 'Certified share against bits', blocks };
};

function figureAt(kappa: number, tables: readonly ReportTable[]): CurveFigure[] {
  const curves = tables.flatMap(({ title, methods }) =>
    grouped(methods.filter(isQuantized), ({ method }) => [method])
      .filter((budgets) => budgets.length > 1)
      .map((budgets) => ({ title: `${title}: ${budgets[0].method}`, rows: budgets })),
  );
  const panels = curves.flatMap((panel): CurvePanel[] => panelsOf([panel], (rows) => seriesOf(rows, kappa)));
  if (panels.length === 0) return [];
  const rows = curves.flatMap((panel) => panel.rows);
  const people = countInWords(rows, (cell) => pointsAt(cell, kappa)?.n ?? 0);
  return [
    {
      kind: 'curves',
      name: `certified-against-bits-${String(kappa).replace('.', '-')}`,
      title: `Certified share and observed transfer at κ = ${kappa} against the bit budget`,
      caption: `Of the teacher's valid actions, the share that the student accepts (observed), and the shares whose acceptance is certified over a box of radius r in encoded units, by the paper's condition |m| > 2ε and by the condition on the margin itself; linear relaxation. ${marksInWords(rows)} ${people} people with a valid action, a seed.`,
      x: bitsAxis(ascending(rows.map(({ budgetBits }) => budgetBits))),
      y: { label: "share of the teacher's actions", type: 'linear', low: 0, high: 1, percent: true },
      lines: true,
      panels,
    },
  ];
}

const pointsAt = ({ certificates }: Cell, kappa: number) =>
  certificates?.margins.find((one) => one.kappa === kappa);

function seriesOf(budgets: readonly ReportRow[], kappa: number): CurveSeries[] {
  const radii = ascending(
    budgets
      .flatMap(certificatesOf)
      .flatMap(({ margins }) => margins.flatMap((one) => one.radii.map(({ radius }) => radius))),
  );
  const ends = [...new Set([...radii.slice(0, 1), ...radii.slice(-1)])];
  const curve = (name: string, style: string, y: CellNumber): CurveSeries => ({
    name,
    style,
    points: [...budgets]
      .sort((a, b) => a.budgetBits - b.budgetBits)
      .flatMap(({ cells }) => curvePoint(cells, (cell) => cell.budgetBits, y)),
  });
  const at =
    (radius: number, value: (one: CertifiedRadius) => number | null): CellNumber =>
    (cell) => {
      const found = pointsAt(cell, kappa)?.radii.find((one) => one.radius === radius);
      return found === undefined ? null : value(found);
    };
  return [
    curve('observed', 'observed', (cell) => pointsAt(cell, kappa)?.transfer ?? null),
    ...ends.map((radius, end) =>
      curve(
        `margin, r = ${radius}`,
        `margin ${end}`,
        at(radius, ({ linear }) => linear.margin),
      ),
    ),
    ...ends.map((radius, end) =>
      curve(
        `|m| > 2ε, r = ${radius}`,
        `paper ${end}`,
        at(radius, ({ linear }) => linear.paper),
      ),
    ),
  ];
}
