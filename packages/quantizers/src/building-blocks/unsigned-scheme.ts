import type { FittingScheme } from '../observers/observer.ts';
import { unsignedGrid, type IntegerGrid } from './integer-grid.ts';
import { positiveScale } from './positive-scale.ts';

/**
 * The smallest scale whose unsigned grid, from 0 on, covers the upper end of the range; what is negative becomes 0.
 *
 * @param grid default: that of `bits`, 2 to 8.
 * @throws QuantizerError for a bit-width outside [2, 8].
 */
export function unsignedScheme(bits: number, grid: IntegerGrid = unsignedGrid(bits)): FittingScheme {
  return { grid, fit: ({ high }) => ({ scale: positiveScale(high / grid.high, grid.high), zeroPoint: 0 }) };
}
