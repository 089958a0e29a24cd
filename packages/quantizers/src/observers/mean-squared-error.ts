import { ndarray } from '@cfq/jit';
import { assertTensor } from '../building-blocks/assert-tensor.ts';
import type { IntegerGrid } from '../building-blocks/integer-grid.ts';
import { roundHalfEven } from '../building-blocks/round-half-even.ts';
import { extremes } from './min-max.ts';
import type { FittedGrid, FittingScheme, ObservedRange, Observer } from './observer.ts';

const searchPoints = 120;
const widestFactor = 1.5;
const finestStep = 1 / 2048;

/** Values after which a sum of squares is held against its bound. */
const stride = 8;

/** Mean squared error of quantizing values to the grid that a scheme fits to a range. */
export function quantizationError(values: Float32Array, scheme: FittingScheme, range: ObservedRange): number {
  return errorUpTo(values, scheme.grid, scheme.fit(range), Number.POSITIVE_INFINITY);
}

/** Mean squared error on a grid in its place, or a number that is not below `bound` where that is not either. */
function errorUpTo(values: Float32Array, grid: IntegerGrid, fitted: FittedGrid, bound: number): number {
  const { scale, zeroPoint } = fitted;
  const low = grid.low - zeroPoint;
  const high = grid.high - zeroPoint;
  const count = values.length;
  // A little above the bound on the sum, so that rounding cannot end what is below it.
  const limit = bound * count * (1 + 2 ** -40);
  let total = 0;
  for (let from = 0; from < count && total < limit; from += stride) {
    const to = Math.min(from + stride, count);
    for (let index = from; index < to; index += 1) {
      const value = values[index]!;
      const steps = Math.fround(value / scale);
      const clamped = steps < low ? low : steps > high ? high : steps;
      const error = Math.fround(roundHalfEven(clamped) * scale) - value;
      total += error * error;
    }
  }
  return total / count;
}

/**
 * The range with the least mean squared quantization error, clipping included.
 *
 * The error is not convex in the range, so the search is a grid and then a descent: 120 common factors in
 * (0, 1.5] on both ends of the min-max range, then each end by itself in steps halved from one grid step down to
 * 1/2048. Never worse than min-max or than any of the 120 ranges. Factors above 1 can win at 2 or 3 bits.
 *
 * Time: at most some 150 passes over the values, most of them cut short; give it weights or a sample of activations, not millions of rows.
 *
 * @see Banner et al. 2019 §3 for why clipping pays; the search is ours.
 */
export const meanSquaredError: Observer & { readonly name: 'mse' } = {
  name: 'mse',
  description: 'the range of least squared quantization error',
  observe(values: Float32Array, scheme: FittingScheme): ObservedRange {
    assertTensor('mse.observe', 'values', ndarray(values, [values.length]));
    const full = extremes(values);
    const rangeOf = ([low, high]: readonly [number, number]): ObservedRange => ({
      low: full.low * low,
      high: full.high * high,
    });
    let best: readonly [number, number] = [1, 1];
    const first = scheme.fit(full);
    let bestError = errorUpTo(values, scheme.grid, first, Number.POSITIVE_INFINITY);
    let bestGrid = first;
    const consider = (factors: readonly [number, number]): boolean => {
      if (!(factors[0] > 0 && factors[1] > 0 && factors[0] <= widestFactor && factors[1] <= widestFactor))
        return false;
      const fitted = scheme.fit(rangeOf(factors));
      // Ranges share a grid where one end does not count.
      if (fitted.scale === bestGrid.scale && fitted.zeroPoint === bestGrid.zeroPoint) return false;
      const error = errorUpTo(values, scheme.grid, fitted, bestError);
      if (!(error < bestError)) return false;
      best = factors;
      bestGrid = fitted;
      bestError = error;
      return true;
    };
    for (let point = 1; point <= searchPoints; point += 1) {
      const factor = (widestFactor * point) / searchPoints;
      consider([factor, factor]);
    }
    for (let step = widestFactor / searchPoints; step >= finestStep; step /= 2) {
      let improved = true;
      while (improved) {
        const [low, high] = best;
        improved = [
          consider([low, high - step]),
          consider([low, high + step]),
          consider([low - step, high]),
          consider([low + step, high]),
        ].some(Boolean);
      }
    }
    return rangeOf(best);
  },
};
