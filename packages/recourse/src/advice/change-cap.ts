import type { ActionDirection } from '../actions/action-set.ts';

/**
 * How far people may go from their own raw value in one feature: at most `amount` raw units and at most `percent` of the
 * size of that value, one of them at least; both ≥ 0, where 0 forbids the change.
 */
export interface ChangeCap {
  /** A numeric or ordinal feature. */
  readonly feature: string;
  /** Which changes are capped: rises alone, falls alone, or both. Default `any`. */
  readonly direction?: ActionDirection | undefined;
  /** In raw units. */
  readonly amount?: number | undefined;
  /** Of the person's own raw value. Numeric features only, since levels have no percentage. */
  readonly percent?: number | undefined;
}
