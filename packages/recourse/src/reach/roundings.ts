import { gamma, unitRoundoff } from '../certificates/gamma.ts';

/**
 * The share of its summands' absolute values by which a sum of so many products and a bias may be off in float32, in any
 * order (see `gamma`). The roundings to spare are a million times what the float64 sums of the bounds are off.
 */
export function roundings(products: number): number {
  return gamma(products + 8, unitRoundoff.float32);
}
