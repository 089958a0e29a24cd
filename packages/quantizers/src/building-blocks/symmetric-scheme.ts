import type { FittingScheme } from '../observers/observer.ts';
import { signedGrid } from './integer-grid.ts';
import { positiveScale } from './positive-scale.ts';

/**
 * The smallest scale whose full signed grid, one code longer below zero, covers both ends of the range.
 *
 * @throws QuantizerError for a bit-width outside [2, 8].
 */
export function symmetricScheme(bits: number): FittingScheme {
  const grid = signedGrid(bits);
  return {
    grid,
    fit: ({ low, high }) => ({
      scale: positiveScale(Math.max(high / grid.high, low / grid.low), grid.high),
      zeroPoint: 0,
    }),
  };
}
