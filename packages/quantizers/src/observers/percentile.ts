import { ndarray } from '@cfq/jit';
import { assertTensor } from '../building-blocks/assert-tensor.ts';
import { QuantizerError } from '../quantizer-error.ts';
import type { FittingScheme, ObservedRange, Observer } from './observer.ts';

/** Quantile of ascending values with linear interpolation between neighbours (Hyndman and Fan 1996, type 7). */
function quantile(sorted: Float32Array, probability: number): number {
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (position - below) * (high - low);
}

/**
 * The quantiles `1 − p` and `p`: a few outliers are clipped for the sake of the rest. `p = 1` is min-max.
 *
 * @throws QuantizerError when `p` is not in (0.5, 1].
 */
export const percentile: Observer & { readonly name: 'percentile' } = {
  name: 'percentile',
  description: 'quantiles 1 - p to p of the values',
  observe(values: Float32Array, _scheme: FittingScheme, share: number): ObservedRange {
    if (!(share > 0.5 && share <= 1)) {
      throw new QuantizerError(
        `percentile: the share kept must be in (0.5, 1] (got ${share}). Use 0.999 for "all but one in a thousand".`,
      );
    }
    assertTensor('percentile.observe', 'values', ndarray(values, [values.length]));
    const sorted = values.slice().sort();
    return { low: quantile(sorted, 1 - share), high: quantile(sorted, share) };
  },
};
