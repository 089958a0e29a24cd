import { checkEqual, checkValue, finite, flag, nonNegative } from '../internals/check.ts';
import { type Column, type Matrix, matrixOf, readColumns } from '../internals/column.ts';
import { refuseOther } from '../internals/refuse-other.ts';
import { ratio } from '../statistics/ratio.ts';
import type { Statistic } from '../statistics/statistic.ts';

/** How long an action is: what changes, how much in all, root of squares, squares, and the largest change. */
export type ActionNormName = 'l0' | 'l1' | 'l2' | 'squared-l2' | 'linf';

export interface ActionNormInput {
  /** `[rows]` flags: there is a valid action. */
  readonly valid: Column;
  /** `[rows, columns]` the actions δ, in encoded units. */
  readonly delta: Matrix;
  readonly norm: ActionNormName;
  /**
   * `[columns]` what one unit of a column is worth in the units asked for, ≥ 0: standard deviations for raw units, those
   * over the column's range for columns scaled to 0–1. Default: 1, the encoded units.
   */
  readonly scale?: Column | undefined;
  /** `l0` counts changes whose size, after the scale, is above this. Default 1e-5. */
  readonly threshold?: number | undefined;
}

const lengths: Readonly<Record<ActionNormName, (changes: Float64Array, threshold: number) => number>> = {
  l0: (changes, threshold) => changes.reduce((sum, change) => sum + Number(change > threshold), 0),
  l1: (changes) => changes.reduce((sum, change) => sum + change, 0),
  l2: (changes) => Math.hypot(...changes),
  'squared-l2': (changes) => changes.reduce((sum, change) => sum + change ** 2, 0),
  linf: (changes) => changes.reduce((most, change) => Math.max(most, change), 0),
};

/**
 * Mean length of the actions over the people who have a valid one, `‖s ∘ δ‖` with `s` the scale of columns. Range ≥ 0. A
 * change of category moves two one-hot columns, and counts twice. RecourseBench calls the sum of squares L2:
 * `squared-l2` here.
 *
 * @returns the mean; its count is the number of valid actions.
 * @throws MetricsError on unequal lengths, an entry that is not finite, a scale or threshold below 0, or an unknown norm.
 * @see Pawelczyk et al. 2021, CARLA (arXiv 2108.00783).
 */
export function actionNorm(input: ActionNormInput): Statistic {
  const origin = 'actionNorm';
  const { valid, delta } = readColumns(origin, input, { valid: flag, delta: matrixOf(finite) });
  const width = input.delta.shape[1]!;
  const threshold = checkValue(origin, 'threshold', input.threshold ?? 1e-5, nonNegative);
  refuseOther(origin, 'norm', input.norm, Object.keys(lengths));
  const { scale } =
    input.scale === undefined
      ? { scale: new Float64Array(width).fill(1) }
      : readColumns(origin, { scale: input.scale }, { scale: nonNegative });
  checkEqual(origin, 'scale.length', width, scale.length, 'Give one number a column.');
  const changes = new Float64Array(width);
  const lengthOf = (row: number) => {
    for (let column = 0; column < width; column += 1) {
      changes[column] = Math.abs(delta[row * width + column]!) * scale[column]!;
    }
    return lengths[input.norm](changes, threshold);
  };
  return ratio(
    valid.map((counts, row) => counts && lengthOf(row)),
    valid,
  );
}
