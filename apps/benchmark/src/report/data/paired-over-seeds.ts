import type { CellNumber } from '../../cells/aggregates/aggregate-of.ts';
import type { Cell } from '../../cells/cell.ts';
import { meanAndSpread } from '../../tables/mean-and-spread.ts';
import { studentT } from './student-t.ts';

/** A mean difference over seeds and its interval. */
export interface SeedDifference {
  /** NaN without a common seed. */
  readonly mean: number;
  /** Ends of the 95 % interval by Student's t; NaN below two seeds. */
  readonly lower: number;
  readonly upper: number;
  /** Seeds at which both are defined. */
  readonly n: number;
}

/** The mean of `first − second` over the seeds that both have. */
export function pairedOverSeeds(
  first: readonly Cell[],
  second: readonly Cell[],
  value: CellNumber,
): SeedDifference {
  const differences = first.flatMap((cell) => {
    const partner = second.find(({ seed }) => seed === cell.seed);
    const [one, other] = [value(cell), partner === undefined ? null : value(partner)];
    return one === null || other === null ? [] : [one - other];
  });
  const { mean, sd, defined } = meanAndSpread(differences);
  const half = defined < 2 ? NaN : (studentT(defined - 1) * sd) / Math.sqrt(defined);
  return { mean, lower: mean - half, upper: mean + half, n: defined };
}
