import { decodeNumber, type Feature } from '@cfq/datasets';

/** Digits that are tried for a number without a step; float32 keeps no more than nine. */
const digits = [3, 5, 7, 8, 9] as const;

/**
 * The raw number behind an encoded one: a multiple of the feature's step where it has one, else the shortest decimal that
 * is encoded to the same float32. So a file is asked about the numbers of the table, not about what encoding made of them.
 */
export function rawNumber(feature: Feature, encoded: number): number {
  const raw = decodeNumber(feature, encoded);
  if (feature.step !== undefined) return raw;
  const { offset, scale } = feature;
  const wanted = Math.fround(encoded);
  for (const count of digits) {
    const short = Number(raw.toPrecision(count));
    if (Math.fround((short - offset) / scale) === wanted) return short + 0;
  }
  return raw + 0;
}
