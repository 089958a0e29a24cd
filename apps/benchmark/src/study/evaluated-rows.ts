import { shifts, takeSplitRows, type PreparedDataset, type Split } from '@cfq/datasets';
import type { CellSettings } from '../cells/cell-settings.ts';
import { seededSample } from '../diagnostics/seeded-sample.ts';

/**
 * The rows that a cell evaluates: those of the test or the validation split, a sample of them drawn by the seed where the
 * settings say so, shifted where they say so.
 */
export function evaluatedRows(
  prepared: PreparedDataset,
  { rows, shift, seed, sample = Infinity }: Pick<CellSettings, 'rows' | 'shift' | 'seed' | 'sample'>,
): Split {
  const whole = prepared[rows];
  const everybody = Array.from(whole.y.keys());
  const split =
    everybody.length <= sample
      ? whole
      : takeSplitRows(whole, Int32Array.from(seededSample(everybody, sample, seed, 'evaluated rows')));
  if (shift === null) return split;
  const { kind, strength } = shift;
  return shifts[kind].apply(split, { strength, seed, featureSpace: prepared.featureSpace });
}
