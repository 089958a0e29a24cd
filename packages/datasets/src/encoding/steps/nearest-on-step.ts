import type { Feature } from '../feature-space.ts';
import { stepRange } from './step-range.ts';

/**
 * The encoded value of the multiple of a feature's step nearest to an encoded value, among those between two encoded
 * bounds; `undefined` where there is none, or the feature has no step.
 */
export function nearestOnStep(
  { step, offset, scale }: Pick<Feature, 'step' | 'offset' | 'scale'>,
  value: number,
  [lowest, highest]: readonly [number, number],
): number | undefined {
  if (step === undefined) return undefined;
  const encode = (n: number) => Math.fround((n * step - offset) / scale);
  // Bounds come rounded to float32: the multiples next to them are tried, and those outside left out.
  const [first, last] = stepRange([lowest * scale + offset, highest * scale + offset], step);
  const wanted = Math.round((value * scale + offset) / step);
  const tries = [first - 1, first, last, last + 1];
  if (wanted >= first && wanted <= last) tries.push(wanted);
  return tries
    .map(encode)
    .filter((encoded) => encoded >= lowest && encoded <= highest)
    .reduce<number | undefined>(
      (best, one) => (best === undefined || Math.abs(one - value) < Math.abs(best - value) ? one : best),
      undefined,
    );
}
