import { shifts, type PreparedDataset, type Split } from '@cfq/datasets';
import type { CellSettings } from '../cells/cell-settings.ts';

/** The rows that a cell evaluates: those of the test or the validation split, shifted where the settings say so. */
export function shiftedRows(prepared: PreparedDataset, { rows, shift, seed }: CellSettings): Split {
  const split = prepared[rows];
  if (shift === null) return split;
  const { kind, strength } = shift;
  return shifts[kind].apply(split, { strength, seed, featureSpace: prepared.featureSpace });
}
