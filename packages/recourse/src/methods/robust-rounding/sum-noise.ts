import { gamma, unitRoundoff } from '../../certificates/gamma.ts';

/**
 * Share of a sum's size by which any float32 evaluation of it, and the float64 of the bounds, may be off (Higham 2002 §3.1).
 *
 * @param count summands beside a bias.
 */
export function sumNoise(count: number): number {
  return gamma(count + 3, unitRoundoff.float32) + 4 * gamma(2 * count + 64, unitRoundoff.float64);
}
