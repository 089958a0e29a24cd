import type { Cell } from '../../cell.ts';
import { bitsAxis } from '../axes.ts';
import { certificatesOf, certifiedTables, shownKappas, type CertifiedRadius } from '../certified-rows.ts';
import { ascending, curvePoint, styleOf, type CellNumber } from '../curves.ts';
import type { CurveFigure, CurveSeries } from '../figures/curve-figure.ts';
import { panelsOf } from '../figure-panels.ts';
import { grouped, isQuantized, type ReportRow, type ReportTable } from '../report-cells.ts';
import type { SectionBuilder } from '../section.ts';
import { countInWords, marksInWords } from '../words.ts';

/** The share of points certified against bits, beside the observed transfer. */
export const certifiedAgainstBits: SectionBuilder = (cells, context) => {
  const tables = certifiedTables(cells, context).filter(
    ({ methods }) => new Set(methods.filter(isQuantized).map(({ budgetBits }) => budgetBits)).size > 1,
  );
  if (tables.length === 0) return null;
  return {
    title: 'Certified share against bits',
    blocks: shownKappas(cells).map((kappa) => figureAt(kappa, tables)),
  };
};

function figureAt(kappa: number, tables: readonly ReportTable[]): CurveFigure {
  const rows = tables.flatMap(({ methods }) => methods.filter(isQuantized));
  const radii = ascending(
    rows
      .flatMap(certificatesOf)
      .flatMap(({ margins }) => margins.flatMap((one) => one.radii.map(({ radius }) => radius))),
  );
  const panels = tables.flatMap(({ title, methods }) =>
    radii.flatMap((radius) =>
      panelsOf([{ title: `${title}, radius ${radius}`, rows: methods.filter(isQuantized) }], (some) =>
        seriesOf(some, kappa, radius),
      ),
    ),
  );
  const people = countInWords(rows, (cell) => pointsAt(cell, kappa)?.n ?? 0);
  return {
    kind: 'curves',
    name: `certified-against-bits-${String(kappa).replace('.', '-')}`,
    title: `Certified share and observed transfer at κ = ${kappa} against the bit budget`,
    caption: `Share of the teacher's valid actions whose transfer is certified by the margin condition over a box of the radius (linear relaxation), and, under “observed”, the share that the student accepts at the point itself. ${marksInWords(rows)} ${people} people with a valid action, a seed.`,
    x: bitsAxis(ascending(rows.map(({ budgetBits }) => budgetBits))),
    y: { label: "share of the teacher's actions", type: 'linear', domain: [0, 1], percent: true },
    lines: true,
    panels,
  };
}

const pointsAt = ({ certificates }: Cell, kappa: number) =>
  certificates?.margins.find((one) => one.kappa === kappa);

function seriesOf(rows: readonly ReportRow[], kappa: number, radius: number): CurveSeries[] {
  const at =
    (value: (one: CertifiedRadius) => number | null): CellNumber =>
    (cell) => {
      const found = pointsAt(cell, kappa)?.radii.find((one) => one.radius === radius);
      return found === undefined ? null : value(found);
    };
  return grouped(rows, ({ method }) => [method]).flatMap((budgets) => {
    const curve = (y: CellNumber) =>
      [...budgets]
        .sort((a, b) => a.budgetBits - b.budgetBits)
        .flatMap(({ cells }) => curvePoint(cells, (cell) => cell.budgetBits, y));
    const [{ method }] = budgets;
    return [
      { name: method, style: styleOf(budgets[0]), points: curve(at(({ linear }) => linear.margin)) },
      {
        name: `${method}: observed`,
        style: `${styleOf(budgets[0])}: observed`,
        points: curve((cell) => pointsAt(cell, kappa)?.transfer ?? null),
      },
    ];
  });
}
