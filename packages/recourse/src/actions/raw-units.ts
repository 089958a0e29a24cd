import type { ActionFeature, RawUnits } from './action-set.ts';

const encodedIsRaw: RawUnits = { offset: 0, scale: 1 };

/** What the encoded numbers of a feature stand for; see `ActionFeature.units`. */
export function rawUnitsOf({ units, grid }: ActionFeature): RawUnits {
  return units ?? grid ?? encodedIsRaw;
}
