import { aggregates, headingOf } from '@cfq/metrics/aggregates';
import { formatOf } from '../../tables/aggregate-columns.ts';
import { formatQuantity, type QuantityFormat } from '../../tables/format-quantity.ts';
import {
  subgroupAggregates,
  type SubgroupLevel,
  type Subgroups,
} from '../../cells/diagnostics/subgroups-schema.ts';
import { reportTables, type ReportRow, type ReportTable } from '../data/report-cells.ts';
import type { SectionBuilder, TableBlock } from '../blocks/section.ts';
import { range } from '../data/words.ts';

const headings = subgroupAggregates.map((name) => headingOf(aggregates[name]));

type Measures = (row: ReportRow) => readonly Subgroups[];

/** Whom quantization costs most: aggregates by subgroup, and how far apart the subgroups are. */
export const subgroups: SectionBuilder = (cells, context) => {
  const found = new Map<ReportRow, readonly Subgroups[]>();
  const measuresOf: Measures = (row) => {
    const known = found.get(row);
    if (known !== undefined) return known;
    const measures = row.cells.flatMap((cell) => cell.subgroups ?? context.subgroups(cell) ?? []);
    found.set(row, measures);
    return measures;
  };
  const tables = reportTables(cells, context)
    .map((table) => ({ ...table, methods: table.methods.filter((row) => measuresOf(row).length > 0) }))
    .filter(({ methods }) => methods.length > 0);
  if (tables.length === 0) return null;
  return {
    title: 'Subgroups',
    blocks: tables.flatMap((table) => [
      ...(hasGap(table, measuresOf) ? [gaps(table, measuresOf)] : []),
      levels(table, measuresOf),
    ]),
  };
};

/** Whether two levels anywhere are large enough to be held against each other. */
function hasGap({ methods }: ReportTable, measuresOf: Measures): boolean {
  return methods
    .flatMap(measuresOf)
    .some(({ attributes }) => attributes.some(({ gaps }) => Object.values(gaps).some((gap) => gap !== null)));
}

function gaps({ title, methods }: ReportTable, measuresOf: Measures): TableBlock {
  return {
    kind: 'table',
    table: {
      title: `${title}: largest gaps between subgroups`,
      columns: ['attribute', 'method @ bits', ...headings.map((heading) => `gap of ${heading}`)],
      rows: attributesOf(methods.flatMap(measuresOf)).flatMap((attribute) =>
        methods.map((row) => [
          attribute,
          `${row.method} @ ${row.budgetBits}`,
          ...subgroupAggregates.map((aggregate) =>
            formatQuantity(
              measuresOf(row).map(
                (measure) =>
                  measure.attributes.find((one) => one.attribute === attribute)?.gaps[aggregate]?.gap ?? null,
              ),
              { ...formatOf(aggregate), signed: false },
            ),
          ),
        ]),
      ),
    },
    note: `Highest minus lowest level, mean ± sd over seeds, among levels with at least ${leastOf(methods, measuresOf)} denied people.`,
  };
}

function leastOf(methods: readonly ReportRow[], measuresOf: Measures): string {
  return range(methods.flatMap(measuresOf).map(({ leastDenied }) => leastDenied));
}

function levels({ title, methods }: ReportTable, measuresOf: Measures): TableBlock {
  const rows = attributesOf(methods.flatMap(measuresOf)).flatMap((attribute) => {
    const found = (row: ReportRow) =>
      measuresOf(row).map((measure) => measure.attributes.find((one) => one.attribute === attribute));
    const names = methods.flatMap(found).flatMap((one) => one?.levels.map(({ level }) => level) ?? []);
    return [...new Set(names)].flatMap((level) =>
      methods.map((row) => {
        const seeds = found(row).map((one) => one?.levels.find((candidate) => candidate.level === level));
        const over = (value: (of: SubgroupLevel) => number | null, format: QuantityFormat) =>
          formatQuantity(
            seeds.map((one) => (one === undefined ? null : value(one))),
            format,
          );
        return [
          `${attribute}: ${level}`,
          `${row.method} @ ${row.budgetBits}`,
          ...subgroupAggregates.map((aggregate) => over((one) => one[aggregate], formatOf(aggregate))),
          over(({ n }) => n.denied, { digits: 0 }),
        ];
      }),
    );
  });
  return {
    kind: 'table',
    table: {
      title: `${title}: by subgroup`,
      columns: ['subgroup', 'method @ bits', ...headings, 'denied'],
      rows,
    },
    note: `Mean ± sd over seeds, at the leading κ; – where nobody of the subgroup is concerned. Gaps are taken between levels with at least ${leastOf(methods, measuresOf)} denied people.`,
  };
}

function attributesOf(measures: readonly Subgroups[]): string[] {
  return [...new Set(measures.flatMap(({ attributes }) => attributes.map(({ attribute }) => attribute)))];
}
