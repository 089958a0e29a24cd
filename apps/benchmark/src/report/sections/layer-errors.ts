import { formatQuantity, type QuantityFormat } from '../../tables/format-quantity.ts';
import type { LayerErrors } from '../../cells/diagnostics/layer-errors-schema.ts';
import { reportTables, type ReportRow } from '../data/report-cells.ts';
import type { SectionBuilder, TableBlock } from '../blocks/section.ts';
import { range } from '../data/words.ts';

type Layer = LayerErrors['layers'][number];

const columns: readonly (readonly [title: string, value: (layer: Layer) => number | null, QuantityFormat])[] =
  [
    ['bits', ({ bits }) => bits, { digits: 1 }],
    ['weights', ({ parameters }) => parameters, { digits: 0 }],
    ['‖ΔW‖ / ‖W‖', ({ relativeError }) => relativeError, { digits: 3 }],
    ['of it rounding', ({ roundingError }) => roundingError, { digits: 3 }],
    ['largest |ΔW|', ({ largestError }) => largestError, { digits: 3 }],
    ['sensitivity', ({ sensitivity }) => sensitivity, { digits: 4 }],
    ['bytes', ({ weightBytes }) => weightBytes, { digits: 0 }],
  ];

const measuresOf = ({ cells }: ReportRow): LayerErrors[] =>
  cells.flatMap(({ layerErrors: measure }) => measure ?? []);

/** How far the layers of students are from their teachers', and how much each matters for recourse. */
export const layerErrors: SectionBuilder = (cells, context) => {
  const blocks = reportTables(cells, context).flatMap(({ title, methods }): TableBlock[] => {
    const rows = methods.filter((row) => measuresOf(row).length > 0);
    if (rows.length === 0) return [];
    const points = range(rows.flatMap(measuresOf).map(({ n }) => n.sensitivity));
    return [
      {
        kind: 'table',
        table: {
          title: `${title}: errors layer by layer`,
          columns: ['method @ bits', 'layer', ...columns.map(([name]) => name)],
          rows: rows.flatMap((row) =>
            layersOf(row).map((name) => [
              `${row.method} @ ${row.budgetBits}`,
              name,
              ...columns.map(([, value, format]) =>
                formatQuantity(
                  measuresOf(row).map(({ layers }) => {
                    const layer = layers.find((one) => one.layer === name);
                    return layer === undefined ? null : value(layer);
                  }),
                  format,
                ),
              ),
            ]),
          ),
        },
        note: `Mean ± sd over seeds. ΔW: the student's decoded weights minus the teacher's; “of it rounding”: the teacher's own weights rounded at these bits. Sensitivity: mean squared error of the teacher's logit margin at ${points} recourse points with this layer alone rounded.`,
      },
    ];
  });
  return blocks.length === 0 ? null : { title: 'Layers', blocks };
};

const layersOf = (row: ReportRow): string[] => [
  ...new Set(measuresOf(row).flatMap(({ layers }) => layers.map(({ layer }) => layer))),
];
