import { ndarray, type NDArray } from '@cfq/jit';

import { RecourseError } from '../recourse-error.ts';
import type { ActionSet } from './action-set.ts';
import { didYouMean } from './did-you-mean.ts';
import { rawUnitsOf } from './raw-units.ts';

/**
 * Bounds of single people beside those of the action set, `[n, d]` each, encoded; ±Infinity where there is none. In one-hot
 * columns an upper bound below 1 keeps the person from moving to the category. Whoever stands outside may stay there.
 */
export interface ActionLimits {
  readonly lower: NDArray;
  readonly upper: NDArray;
}

/** Bounds of one person, raw, by feature name; `null` leaves a side open. Numeric and ordinal features. */
export type PersonBounds = Readonly<Record<string, readonly [lowest: number | null, highest: number | null]>>;

/**
 * Limits of single people from bounds in raw units.
 *
 * @param people - One record a person, in the order of the rows; features that are not named have no bounds of their own.
 * @param actionSet - Knows the features and their raw units.
 * @returns What `RecourseProblem.limits` takes, `[people.length, d]`.
 * @throws RecourseError naming the person: an unknown or categorical feature, bounds that are out of order or no numbers.
 */
export function actionLimits(people: readonly PersonBounds[], actionSet: ActionSet): ActionLimits {
  const { width, features } = actionSet;
  const lower = new Float32Array(people.length * width).fill(-Infinity);
  const upper = new Float32Array(people.length * width).fill(Infinity);
  people.forEach((bounds, person) => {
    for (const [name, [lowest, highest]] of Object.entries(bounds)) {
      const fail = (rule: string, expected: string, got: unknown, remedy: string): never => {
        throw new RecourseError(
          `actionLimits: ${rule} of person ${person} (expected ${expected}, got ${String(got)}). ${remedy}`,
        );
      };
      const numbers = features.filter(({ kind }) => kind !== 'categorical');
      const feature = numbers.find((candidate) => candidate.name === name);
      const names = numbers.map((candidate) => candidate.name);
      if (feature === undefined) {
        return fail(
          'bounds are of numeric or ordinal features',
          names.join(', '),
          name,
          didYouMean(name, names, 'Correct the name.'),
        );
      }
      const [low, high] = [lowest ?? -Infinity, highest ?? Infinity];
      if (typeof low !== 'number' || typeof high !== 'number' || !(low <= high)) {
        fail(
          `the bounds of '${name}'`,
          'two numbers in order, or null',
          `[${lowest}, ${highest}]`,
          'Correct them.',
        );
      }
      const { offset, scale } = rawUnitsOf(feature);
      lower[person * width + feature.start] = (low - offset) / scale;
      upper[person * width + feature.start] = (high - offset) / scale;
    }
  });
  const shape = [people.length, width];
  return { lower: ndarray(lower, shape), upper: ndarray(upper, shape) };
}
