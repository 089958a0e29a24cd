import { aggregates, type AggregateName, type MarginAggregate } from '@cfq/metrics/aggregates';

/** What a cell has no number for: the certificates of a cell are a diagnostic, and more than a share. */
type Elsewhere = 'certifiedShare';

/** An aggregate of the catalogue that a cell holds at each of its issue margins. */
export type CellMarginAggregate = Exclude<MarginAggregate, Elsewhere>;

/** An aggregate of the catalogue that a cell holds once. */
export type CellWideAggregate = Exclude<AggregateName, MarginAggregate>;

/** An aggregate of the catalogue that a cell holds. */
export type CellAggregate = CellWideAggregate | CellMarginAggregate;

const held = Object.values(aggregates).filter(({ requires }) => requires === undefined);

/** Those that a cell holds at each of its issue margins, in the order of the catalogue. */
export const marginAggregates = held.flatMap(({ name, scope }) =>
  scope === 'margin' ? [name as CellMarginAggregate] : [],
);

/** Those that a cell holds once, in the order of the catalogue. */
export const wideAggregates = held.flatMap(({ name, scope }) =>
  scope === 'margin' ? [] : [name as CellWideAggregate],
);
