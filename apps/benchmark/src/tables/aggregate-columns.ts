import { aggregates, headingOf, unitFactor } from '@cfq/metrics/aggregates';
import type { CellAggregate } from '../cells/aggregates/aggregate-names.ts';
import { countOf, valueOf } from '../cells/aggregates/aggregate-of.ts';
import { formatQuantity, type QuantityFormat } from './format-quantity.ts';
import type { MethodCells } from './summarize-cells.ts';

/** A column of a table whose rows are the cells of one method: what it is called and what stands in a row. */
export type MethodColumn = readonly [title: string, text: (row: MethodCells) => string];

/** How an aggregate is written: with the digits and in the unit of the catalogue, signed where both signs occur. */
export function formatOf(name: CellAggregate): QuantityFormat {
  const { digits, unit, better } = aggregates[name];
  return { digits, factor: unitFactor(unit), signed: better === 'closer-to-zero' };
}

/** An aggregate as mean ± sd over seeds, at the leading issue margin where it has one. */
export function columnOf(name: CellAggregate): MethodColumn {
  const format = formatOf(name);
  return [headingOf(aggregates[name]), ({ cells }) => formatQuantity(cells.map(valueOf(name)), format)];
}

/** How many stand behind an aggregate, as mean ± sd over seeds. */
export function countColumnOf(name: CellAggregate): MethodColumn {
  return [
    `n ${aggregates[name].symbol}`,
    ({ cells }) => formatQuantity(cells.map(countOf(name)), { digits: 0 }),
  ];
}
