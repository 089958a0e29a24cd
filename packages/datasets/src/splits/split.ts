import type { PersonEfforts } from '../people/efforts-of.ts';
import type { Matrix } from '../encoding/matrix.ts';
import type { Subgroup } from '../tables/subgroup.ts';

/** One part of a split: encoded rows, labels, where the rows come from, and their subgroups. */
export interface Split {
  /** `[n, featureSpace.width]`. */
  readonly x: Matrix;
  /** 1 favourable, 0 not. */
  readonly y: Int32Array;
  /** Index of each row in the data set's table, ascending; a shifted part may repeat some. */
  readonly rows: Int32Array;
  readonly subgroups: Readonly<Record<string, Subgroup>>;
  /**
   * By how much harder than usual changes are for each row's person, by feature, 1 for those not named: what `effortWeights` of
   * `@cfq/recourse` takes. Absent where no column of the data set says so.
   */
  readonly efforts?: readonly PersonEfforts[];
}
