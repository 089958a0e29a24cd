import type { IntervalEstimate } from '@cfq/metrics';
import { aggregates, type AggregateName, type Aggregates, type Summary } from '@cfq/metrics/aggregates';
import { formatOf } from '../tables/aggregate-columns.ts';
import { formatQuantity } from '../tables/format-quantity.ts';
import type { TextTable } from '../tables/text-table.ts';
import type { Measured } from './measure-predictions.ts';

type Row = readonly [name: AggregateName, estimate: IntervalEstimate];

/** What predictions gave, one metric a row; then the same by group, with the largest difference between two. */
export function measuredTables({ n, metrics, groups }: Measured): TextTable[] {
  return [
    metricTable(`${n.test} people, of whom the first model denies ${n.denied}`, rowsOf(metrics)),
    ...Object.entries(groups).map(([attribute, { levels, gaps }]): TextTable => {
      const names = Object.keys(levels);
      return {
        title: `By ${attribute}`,
        columns: ['metric', ...names, 'largest gap', '95 % from', 'to'],
        rows: rowsOf(gaps).map(([name, gap]) => [
          titleOf(name),
          ...names.map((level) => written(name, levels[level]![name])),
          written(name, gap),
          ...endsOf(name, gap),
        ]),
      };
    }),
  ];
}

/** What a record gave: over everybody, then at every issue margin. */
export function recordTables({ n, test, denied, margins }: Summary): TextTable[] {
  const everywhere = { ...test, ...denied } as Partial<Record<AggregateName, IntervalEstimate>>;
  return [
    metricTable(`${n.test} people, of whom the first model denies ${n.denied}`, rowsOf(everywhere)),
    ...margins.map(({ kappa, ...at }: Aggregates<IntervalEstimate>['margins'][number]) =>
      metricTable(`Promises at κ = ${kappa}`, rowsOf(at)),
    ),
  ];
}

function metricTable(title: string, rows: readonly Row[]): TextTable {
  return {
    title,
    columns: ['metric', 'value', '95 % from', 'to', 'n', 'better'],
    rows: rows.map(([name, estimate]) => [
      titleOf(name),
      written(name, estimate),
      ...endsOf(name, estimate),
      String(estimate.count),
      { higher: 'higher', lower: 'lower', 'closer-to-zero': 'closer to 0', none: '' }[
        aggregates[name].better
      ],
    ]),
  };
}

/** In full, with its unit: `agreement, %`, `validity drop (VD)`. */
function titleOf(name: AggregateName): string {
  const { title, symbol, unit } = aggregates[name];
  const unitWords = { percent: ', %', points: ', points' }[unit as string] ?? '';
  return `${title}${/^[A-Z]/.test(symbol) ? ` (${symbol})` : ''}${unitWords}`;
}

const rowsOf = (metrics: Partial<Record<AggregateName, IntervalEstimate>>): Row[] =>
  Object.entries(metrics) as [AggregateName, IntervalEstimate][];

const written = (name: AggregateName, estimate: { readonly value: number } | undefined): string =>
  formatQuantity([finite(estimate?.value)], formatOf(name));

const endsOf = (name: AggregateName, { lower, upper }: IntervalEstimate): [string, string] => [
  formatQuantity([finite(lower)], formatOf(name)),
  formatQuantity([finite(upper)], formatOf(name)),
];

const finite = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : value;
