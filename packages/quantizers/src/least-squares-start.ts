import type { NDArray } from '@cfq/jit';
import { QuantizerError } from './quantizer-error.ts';
import type { LeastSquaresOptions, Quantizer } from './quantizer.ts';

/**
 * Parameters of least squared error, from a quantizer that offers such a start.
 *
 * @throws QuantizerError when it offers none, and where its `initLeastSquares` does.
 */
export function leastSquaresStart<Names extends string>(
  quantizer: Quantizer<Names>,
  tensor: NDArray,
  bits: number,
  options: LeastSquaresOptions = {},
): Record<Names, NDArray> {
  if (quantizer.initLeastSquares === undefined) {
    throw new QuantizerError(
      `leastSquaresStart: "${quantizer.name}" has no start of least squared error (expected initLeastSquares, got ` +
        'none). Start it by its own rule, init, or give its definition that function.',
    );
  }
  return quantizer.initLeastSquares(tensor, bits, options);
}
