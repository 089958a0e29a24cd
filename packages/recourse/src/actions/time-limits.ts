import { ndarray, type NDArray } from '@cfq/jit';

import { RecourseError } from '../recourse-error.ts';
import type { ActionLimits } from './action-limits.ts';
import type { ActionFeature, ActionSet } from './action-set.ts';
import { checkRows } from './check-rows.ts';
import { rawUnitsOf } from './raw-units.ts';

/** Relative to `1 + |x|`: a step or level that takes all of the time there is lies within it whatever the rounding. */
const slack = 2 ** -20;

/** How far a person may go in a number within a time, encoded. */
function reachWithin(time: number, feature: ActionFeature, own: number): number {
  const { fixed = 0, perUnit = 0 } = feature.time ?? {};
  if (time < fixed) return 0;
  if (perUnit === 0) return Infinity;
  const reach = (time - fixed) / perUnit / rawUnitsOf(feature).scale;
  const isListed = feature.kind === 'ordinal' || feature.grid !== undefined;
  return isListed ? reach + slack * (1 + Math.abs(own)) : reach;
}

/**
 * Limits of people who have so much time: of each feature what its `time` lets them reach, all changes running at the same
 * time. Features without a `time` take none.
 *
 * @param times - The time that each person has, `[n]`, ≥ 0, in the unit of the features' times; `Infinity` for no end.
 * @param x - Where they stand, `[n, d]`, encoded.
 * @param actionSet - Knows how long changes take.
 * @param limits - Bounds of single people that hold beside these. Default: none.
 * @returns What `RecourseProblem.limits` takes, `[n, d]`.
 * @throws RecourseError when shapes disagree, a time is negative or no number, or the action set is none.
 */
export function timeLimits(
  times: ArrayLike<number>,
  x: NDArray,
  actionSet: ActionSet,
  limits?: ActionLimits,
): ActionLimits {
  const rows = checkRows('timeLimits', { x, ...limits }, actionSet);
  const bad = Array.from(times).findIndex((time) => !(time >= 0));
  if (times.length !== rows || bad >= 0) {
    const got = times.length === rows ? `${times[bad]} of person ${bad}` : `${times.length} times`;
    throw new RecourseError(
      `timeLimits: each person has a time (expected ${rows} numbers ≥ 0, got ${got}). Correct them.`,
    );
  }
  const { width } = actionSet;
  const lower = new Float32Array(rows * width).fill(-Infinity);
  const upper = new Float32Array(rows * width).fill(Infinity);
  for (const feature of actionSet.features) {
    if (feature.time === undefined) continue;
    for (let row = 0; row < rows; row += 1) {
      const at = row * width + feature.start;
      if (feature.kind === 'categorical') {
        if (times[row]! < (feature.time.fixed ?? 0)) upper.fill(0, at, at + feature.width);
        continue;
      }
      const known = feature.obtainable?.known;
      // Who has no time for any change has none to obtain a value either.
      if (known !== undefined && times[row]! < (feature.time.fixed ?? 0)) upper[row * width + known] = 0;
      const own = x.data[at]!;
      const reach = reachWithin(times[row]!, feature, own);
      lower[at] = own - reach;
      upper[at] = own + reach;
    }
  }
  if (limits !== undefined) {
    for (let at = 0; at < lower.length; at += 1) {
      lower[at] = Math.max(lower[at]!, limits.lower.data[at]!);
      upper[at] = Math.min(upper[at]!, limits.upper.data[at]!);
    }
  }
  const shape = [rows, width];
  return { lower: ndarray(lower, shape), upper: ndarray(upper, shape) };
}
