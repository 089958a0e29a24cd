import { checkValue, classLabel, flag } from '../internals/check.ts';
import { type Column, type Matrix, matrixOf, readColumns } from '../internals/column.ts';
import { ratio } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

export interface RedundancyInput {
  /** `[rows]` flags: there is a valid action. */
  readonly valid: Column;
  /** `[rows, changes]` flags: the action makes that change. */
  readonly exists: Matrix;
  /** `[rows, changes]` the model's prediction where all changes but that one are made; not read where there is none. */
  readonly predictionWithout: Matrix;
  /** The favourable class. */
  readonly favourableClass: number;
}

/**
 * Redundancy: the mean number of changes of an action that could each be left out, all others kept, without losing the
 * favourable class. Range ≥ 0, 0 is best: nothing is asked in vain.
 *
 * @returns the mean; its count is the number of valid actions.
 * @throws MetricsError on unequal lengths or shapes, a flag other than 0/1 or a class that is no integer.
 * @see Pawelczyk et al. 2021, CARLA (arXiv 2108.00783).
 */
export function redundancy(input: RedundancyInput): Statistic {
  const origin = 'redundancy';
  const { valid, exists, predictionWithout } = readColumns(origin, input, {
    valid: flag,
    exists: matrixOf(flag),
    predictionWithout: matrixOf(classLabel),
  });
  const favourableClass = checkValue(origin, 'favourableClass', input.favourableClass, classLabel);
  const width = input.exists.shape[1]!;
  const inVain = (row: number) => {
    let sum = 0;
    for (let at = row * width; at < (row + 1) * width; at += 1) {
      if (exists[at] && predictionWithout[at] === favourableClass) sum += 1;
    }
    return sum;
  };
  return ratio(
    valid.map((counts, row) => counts && inVain(row)),
    valid,
  );
}
