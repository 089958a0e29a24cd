import type { Feature } from './feature-space.ts';

/** What of a numeric feature its numbers are read by. */
export type NumberScale = Pick<Feature, 'offset' | 'scale' | 'step' | 'lower' | 'upper'>;

/**
 * The raw number of an encoded one: `encoded * scale + offset`, and where a feature has a step and the number is within
 * float32 resolution of a multiple of it, that multiple.
 */
export function decodeNumber({ offset, scale, step, lower, upper }: NumberScale, encoded: number): number {
  const raw = encoded * scale + offset;
  if (step === undefined) return raw;
  const multiple = Math.round(raw / step) * step;
  // A value that was reached by an action is as exact as the largest number on the way there.
  const largest = Math.max(Math.abs(encoded), Math.abs(lower), Math.abs(upper));
  const resolution = Math.min(2 ** -22 * (1 + largest) * scale, step / 8);
  if (Math.abs(raw - multiple) > resolution) return raw;
  // Three tenths read 0.3, not 0.30000000000000004; adding 0 turns −0 into 0.
  return Number(multiple.toPrecision(15)) + 0;
}
