import { assertShiftOptions } from './assert-shift-options.ts';
import { resample } from './resample.ts';
import type { Shift } from './shift.ts';

/**
 * The rarer label grows rarer still (CFQ §6, target-imbalance shift): its odds are divided by `2^strength`. With base
 * rate p of the rarer label before, it is `p / (p + 2^s·(1 − p))` after: 24 % becomes 18 % at 0.5 and 14 % at 1. The
 * number of rows stays. Of equally frequent labels the favourable one counts as the rarer.
 */
export const targetImbalance: Shift & { readonly name: 'target-imbalance' } = {
  name: 'target-imbalance',
  description: 'the rarer label grows rarer; each unit of strength halves its odds',
  apply: (split, options) => {
    assertShiftOptions('targetImbalance', split, options);
    const favourable = split.y.filter((label) => label === 1).length;
    const rarer = favourable <= split.y.length - favourable ? 1 : 0;
    return resample(split, {
      caller: 'targetImbalance',
      chosen: (row) => split.y[row] === rarer,
      oddsFactor: 2 ** -options.strength,
      seed: options.seed,
    });
  },
};
