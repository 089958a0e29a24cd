import type { FittingScheme } from '../observers/observer.ts';
import { unsignedGrid } from './integer-grid.ts';
import { positiveScale } from './positive-scale.ts';
import { roundHalfEven } from './round-half-even.ts';

/**
 * Scale and zero point of the whole unsigned grid. The range is stretched to hold 0, so that zero is a code: padding and
 * ReLU's zeros stay exact.
 *
 * @throws QuantizerError for a bit-width outside [2, 8].
 */
export function affineScheme(bits: number): FittingScheme {
  const grid = unsignedGrid(bits);
  return {
    grid,
    fit: ({ low, high }) => {
      const bottom = Math.min(low, 0);
      const scale = positiveScale((Math.max(high, 0) - bottom) / grid.high, grid.high);
      return { scale, zeroPoint: Math.min(Math.max(roundHalfEven(-bottom / scale), grid.low), grid.high) };
    },
  };
}
