import { DatasetError } from '../internals/dataset-error.ts';
import { assertShiftOptions } from './assert-shift-options.ts';
import { resample } from './resample.ts';
import type { Shift } from './shift.ts';

/**
 * A minority grows (CFQ §6, group-reweight shift): the odds of the second largest group of the data set's first
 * subgroup are multiplied by `2^strength`. With share p before, its share after is `p·2^s / (p·2^s + 1 − p)`: 33 %
 * becomes 41 % at 0.5 and 50 % at 1. The number of rows stays. People whose attribute is missing belong to the rest.
 *
 * The attribute is the first one the data set names: sex for Adult and German Credit (women grow) and `credit-default`
 * (men), race for COMPAS (Caucasian), marital state for `bank` (single). The second largest group, since the smallest
 * may hold a handful of people; of equals the first listed.
 */
export const groupReweight: Shift & { readonly name: 'group-reweight' } = {
  name: 'group-reweight',
  description: 'the second largest group of the first subgroup grows; each unit of strength doubles its odds',
  apply: (split, options) => {
    assertShiftOptions('groupReweight', split, options);
    const [subgroup] = Object.values(split.subgroups);
    if (subgroup === undefined) {
      throw new DatasetError(
        'groupReweight: the data set has no subgroup (expected one). Name one in its schema.',
      );
    }
    const counts = subgroup.levels.map((_, code) => subgroup.codes.filter((held) => held === code).length);
    const [, group] = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
    return resample(split, {
      caller: 'groupReweight',
      chosen: (row) => subgroup.codes[row] === group,
      oddsFactor: 2 ** options.strength,
      seed: options.seed,
    });
  },
};
