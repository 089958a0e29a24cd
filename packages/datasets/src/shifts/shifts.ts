import { featureNoise } from './feature-noise.ts';
import { groupReweight } from './group-reweight.ts';
import type { Shift } from './shift.ts';
import { targetImbalance } from './target-imbalance.ts';

/** Names of the distribution shifts. */
export type ShiftName = 'feature-noise' | 'group-reweight' | 'target-imbalance';

/** The distribution shifts by name. */
export const shifts: Readonly<Record<ShiftName, Shift>> = {
  'feature-noise': featureNoise,
  'group-reweight': groupReweight,
  'target-imbalance': targetImbalance,
};
