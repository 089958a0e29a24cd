import { valueAt, valueOf, type CellNumber } from '../cells/aggregates/aggregate-of.ts';
import type { Cell } from '../cells/cell.ts';
import { fixed, undefinedMark } from '../tables/format-quantity.ts';
import { pairedOverSeeds, type SeedDifference } from '../report/data/paired-over-seeds.ts';
import type { Verdict } from './claim.ts';

/** VD at the leading issue margin. */
export const validityDrop: CellNumber = valueOf('validityDrop');
/** VD of actions that end on the boundary. */
export const tightValidityDrop: CellNumber = (cell) => valueAt('validityDrop')(cell, 0);
/** Mean CRG at the leading issue margin. */
export const costGap: CellNumber = valueOf('counterfactualRecourseGap');
/** The two-sided error. */
export const faithfulnessError: CellNumber = valueOf('faithfulnessError');
/** Share of the denied approved with no action. */
export const overGrant: CellNumber = valueOf('overGrant');
/** First minus second over common seeds: `−0.021 [−0.033, −0.009]`. */
export function difference(
  first: readonly Cell[],
  second: readonly Cell[],
  value: CellNumber,
  digits = 3,
): string {
  return inWords(pairedOverSeeds(first, second, value), digits);
}

/** A mean and its interval as table text. */
export function inWords({ mean, lower, upper }: SeedDifference, digits = 3): string {
  if (Number.isNaN(mean)) return undefinedMark;
  const interval = Number.isNaN(lower) ? '' : ` [${signed(lower, digits)}, ${signed(upper, digits)}]`;
  return `${signed(mean, digits)}${interval}`;
}

/** A number with its sign; zero has none. */
function signed(value: number, digits: number): string {
  const text = fixed(value, digits);
  return value > 0 && !/^[0.]*$/.test(text) ? `+${text}` : text;
}

/**
 * Whether a difference lies wholly on one side of zero; `lower`: the claim says that it is negative. Undecided where the
 * interval has no width: seeds that agree to the last digit tell nothing of others.
 */
export function verdictOn({ lower, upper }: SeedDifference, claimed: 'lower' | 'higher'): SeedVerdict {
  if (!(upper > lower)) return 'undecided';
  if (claimed === 'lower' ? upper < 0 : lower > 0) return 'supported';
  if (claimed === 'lower' ? lower > 0 : upper < 0) return 'contradicted';
  return 'undecided';
}

type SeedVerdict = Exclude<Verdict, 'none: quick subset'>;

/** Which intervals the differences of claims have. */
export const pairedIntervalsAre =
  "Intervals: 95 %, Student's t over the paired differences of seeds; one without width decides nothing.";
