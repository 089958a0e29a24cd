import { formatQuantity, type QuantityFormat } from '../../tables/format-quantity.ts';
import {
  certificatesOf,
  certifiedTables,
  shownKappas,
  type CertifiedPoints,
  type CertifiedRadius,
} from '../data/certified-rows.ts';
import { ascending } from '../data/curves.ts';
import type { ReportRow, ReportTable } from '../data/report-cells.ts';
import type { SectionBuilder, TableBlock } from '../blocks/section.ts';

type Points = (row: ReportRow) => CertifiedPoints[];

const share: QuantityFormat = { digits: 3 };
const columns: readonly (readonly [
  title: string,
  value: (of: CertifiedRadius) => number | null,
  QuantityFormat,
])[] = [
  ['certified, |m| > 2ε', ({ linear }) => linear.paper, share],
  ['certified, margin', ({ linear }) => linear.margin, share],
  ['certified, whole box', ({ linear }) => linear.box, share],
  ['margin, intervals alone', ({ interval }) => interval.margin, share],
  ['ε median', ({ linear }) => linear.epsilon?.median ?? null, share],
  ['ε 90 %', ({ linear }) => linear.epsilon?.q90 ?? null, share],
  ['ε median, intervals alone', ({ interval }) => interval.epsilon?.median ?? null, share],
];

/** When a sound bound certifies that recourse transfers, beside how often it does, by bits and radius. */
export const theory: SectionBuilder = (cells, context) => {
  const tables = certifiedTables(cells, context);
  if (tables.length === 0) return null;
  const kappas = shownKappas(cells);
  const fractions = ascending(
    tables.flatMap(({ methods }) =>
      methods.flatMap(certificatesOf).flatMap(({ nearMiss }) => nearMiss.map(({ fraction }) => fraction)),
    ),
  );
  const [closest] = fractions.slice(-1);
  return {
    title: 'Theory: certified and observed transfer',
    blocks: [
      {
        kind: 'text',
        text: "Around every point that a teacher's action leads to stands a box, of a radius in encoded units; categories stay. ε is a sound bound of how far the student's logits may be from the teacher's anywhere in the box, by linear relaxation; the columns “intervals alone” use interval bound propagation. CFQ §4.2 certifies transfer where |m_f| > 2ε; the margin condition bounds the loss of margin itself and is never weaker. A point that is not certified may still transfer: beside it stands how often that was observed.",
      },
      ...tables.flatMap((table) => [
        ...kappas.map((kappa) =>
          tableOf(table, `transfer at κ = ${kappa}`, 'transfer, observed', (row) =>
            certificatesOf(row).flatMap(({ margins }) => margins.filter((one) => one.kappa === kappa)),
          ),
        ),
        ...(closest === undefined
          ? []
          : [
              tableOf(table, `near misses at ρ = ${closest} that stay denied`, 'denied, observed', (row) =>
                certificatesOf(row).flatMap(({ nearMiss }) =>
                  nearMiss.filter((one) => one.fraction === closest),
                ),
              ),
            ]),
      ]),
    ],
  };
};

function tableOf({ title, methods }: ReportTable, what: string, observed: string, of: Points): TableBlock {
  const rows = [...methods].sort((a, b) => a.budgetBits - b.budgetBits);
  return {
    kind: 'table',
    table: {
      title: `${title}: ${what}`,
      columns: ['method', 'bits', 'radius', observed, ...columns.map(([name]) => name), 'mean m_f', 'points'],
      rows: rows.flatMap((row) => {
        const points = of(row);
        const over = (value: (one: CertifiedPoints) => number | null, format: QuantityFormat) =>
          formatQuantity(points.map(value), format);
        const radii = ascending(points.flatMap((one) => one.radii.map(({ radius }) => radius)));
        return radii.map((radius) => [
          row.method,
          String(row.budgetBits),
          String(radius),
          over(({ transfer }) => transfer, share),
          ...columns.map(([, value, format]) =>
            over((one) => {
              const found = one.radii.find((candidate) => candidate.radius === radius);
              return found === undefined ? null : value(found);
            }, format),
          ),
          over(({ meanMargin }) => meanMargin, { digits: 2 }),
          over(({ n }) => n, { digits: 0 }),
        ]);
      }),
    },
    note: 'Mean ± sd over seeds; – where there are no points.',
  };
}
