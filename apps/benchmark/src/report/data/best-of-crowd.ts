import { valueOf } from '../../cells/aggregates/aggregate-of.ts';
import { meanAndSpread } from '../../tables/mean-and-spread.ts';
import type { RowsOfPanel } from './figure-panels.ts';
import type { ReportRow } from './report-cells.ts';

/** More rows than these are not read one by one. */
const most = 30;

/** What a reader needs to know where rows were left out. */
export function crowdNote(shown: readonly RowsOfPanel[]): string {
  if (!shown.some(isCrowd)) return '';
  return ` Of more than ${most} rows those stand here that keep to their method's recipe, and of the others those of the least faithfulness error, ${most} in all; report.csv has every row.`;
}

/**
 * A panel of more than thirty rows without those that a reader can spare: every row of a method as it is stays, and of changed
 * recipes those of the least mean faithfulness error, in the order of the panel. Rows without that number go first.
 */
export function bestOfCrowd(panel: RowsOfPanel): RowsOfPanel {
  if (!isCrowd(panel)) return panel;
  const changed = panel.rows.filter(({ recipe }) => recipe !== '');
  const plain = panel.rows.length - changed.length;
  const ranked = [...changed].sort((one, other) => errorOf(one) - errorOf(other));
  const kept = new Set(ranked.slice(0, Math.max(0, most - plain)));
  return { ...panel, rows: panel.rows.filter((row) => row.recipe === '' || kept.has(row)) };
}

const isCrowd = ({ rows }: RowsOfPanel): boolean => rows.length > most;

function errorOf({ cells }: ReportRow): number {
  const errors = cells.flatMap((cell) => valueOf('faithfulnessError')(cell) ?? []);
  return errors.length === 0 ? Number.MAX_VALUE : meanAndSpread(errors).mean;
}
