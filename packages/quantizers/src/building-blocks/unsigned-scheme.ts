import type { FittingScheme } from '../observers/observer.ts';
import { unsignedGrid } from './integer-grid.ts';
import { positiveScale } from './positive-scale.ts';

/**
 * The smallest scale whose unsigned grid, from 0 on, covers the upper end of the range; what is negative becomes 0.
 *
 * @throws QuantizerError for a bit-width outside [2, 8].
 */
export function unsignedScheme(bits: number): FittingScheme {
  const grid = unsignedGrid(bits);
  return { grid, fit: ({ high }) => ({ scale: positiveScale(high / grid.high, grid.high), zeroPoint: 0 }) };
}
