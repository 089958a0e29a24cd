import { aggregates, headingOf, unitFactor, type AggregateName, type Better } from '@cfq/metrics/aggregates';
import type { CellAggregate } from '../cells/aggregates/aggregate-names.ts';
import { countOf, valueOf } from '../cells/aggregates/aggregate-of.ts';
import { formatQuantity, type QuantityFormat } from './format-quantity.ts';
import type { MethodCells } from './summarize-cells.ts';

/**
 * A column of a table whose rows are the cells of one method: what it is called, what stands in a row, and the
 * aggregate where it is one.
 */
export type MethodColumn = readonly [
  title: string,
  text: (row: MethodCells) => string,
  aggregate?: CellAggregate,
];

const arrows: Readonly<Record<Better, string>> = {
  higher: ' ↑',
  lower: ' ↓',
  'closer-to-zero': ' →0',
  none: '',
};

/** Which way is better, as headings say it: ` ↑`, ` ↓`, ` →0`; empty where neither is. */
export const directionOf = (name: CellAggregate): string => arrows[aggregates[name].better];

/** The heading of an aggregate with its unit and the better direction: `agreement % ↑`. */
export const directedHeading = (name: CellAggregate): string =>
  `${headingOf(aggregates[name])}${directionOf(name)}`;

/** How an aggregate is written: with the digits and in the unit of the catalogue, signed where both signs occur. */
export function formatOf(name: AggregateName): QuantityFormat {
  const { digits, unit, better } = aggregates[name];
  return { digits, factor: unitFactor(unit), signed: better === 'closer-to-zero' };
}

/** An aggregate as mean ± sd over seeds, at the leading issue margin where it has one. */
export function columnOf(name: CellAggregate): MethodColumn {
  const format = formatOf(name);
  return [directedHeading(name), ({ cells }) => formatQuantity(cells.map(valueOf(name)), format), name];
}

/** How many stand behind an aggregate, as mean ± sd over seeds. */
export function countColumnOf(name: CellAggregate): MethodColumn {
  return [
    `n ${aggregates[name].symbol}`,
    ({ cells }) => formatQuantity(cells.map(countOf(name)), { digits: 0 }),
  ];
}
