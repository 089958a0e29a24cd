import { aggregates } from '@cfq/metrics/aggregates';
import type { CellAggregate, CellMarginAggregate } from './aggregate-names.ts';
import type { Cell } from '../cell.ts';

/** A number of a cell, null where undefined. */
export type CellNumber = (cell: Cell) => number | null;

/** Reads an aggregate of a cell, at an issue margin where it has one; null where that was not measured. */
export function valueAt(name: CellAggregate): (cell: Cell, kappa: number) => number | null {
  const isMargin = (one: CellAggregate): one is CellMarginAggregate => aggregates[one].scope === 'margin';
  return (cell, kappa) =>
    isMargin(name) ? (cell.margins.find((margin) => margin.kappa === kappa)?.[name] ?? null) : cell[name];
}

/** Reads an aggregate of a cell, at the issue margin that tables lead with where it has one. */
export function valueOf(name: CellAggregate): CellNumber {
  const read = valueAt(name);
  return (cell) => read(cell, cell.leadKappa);
}

/** Reads how many stand behind an aggregate of a cell, at the issue margin that tables lead with. */
export function countOf(name: CellAggregate): (cell: Cell) => number {
  return (cell) => {
    const lead = cell.margins.find(({ kappa }) => kappa === cell.leadKappa);
    return { ...cell.counts, ...lead?.counts }[name] ?? 0;
  };
}
