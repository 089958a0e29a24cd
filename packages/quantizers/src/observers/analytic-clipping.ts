import { ndarray } from '@cfq/jit';
import { assertTensor } from '../building-blocks/assert-tensor.ts';
import { extremes } from './min-max.ts';
import type { FittingScheme, ObservedRange, Observer } from './observer.ts';

/** Mean absolute deviation over standard deviation below which a Laplace density is the likelier of the two: `√(π / 2e)`. */
const laplaceBelow = Math.sqrt(Math.PI / (2 * Math.E));

/** The zero of an increasing function on an interval, to the last bit that halving reaches. */
function zeroOf(rising: (at: number) => number, low: number, high: number): number {
  let [below, above] = [low, high];
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (below + above) / 2;
    if (rising(middle) < 0) below = middle;
    else above = middle;
  }
  return (below + above) / 2;
}

/**
 * The clip of least expected squared error, in scales `b` of a Laplace density, at `2^bits` even levels: the `t` at which
 * `t e^t = 3 · 4^bits`. 2.83, 3.89 and 5.03 at 2, 3 and 4 bits.
 *
 * @param bits a number from 0.
 * @see Banner et al. 2019 §3.1, eq. 8, whose derivative is set to 0.
 */
export function laplaceClip(bits: number): number {
  return zeroOf((t) => t + Math.log(t) - Math.log(3) - bits * Math.log(4), 1e-3, 60);
}

/** `1 − t Q(t) / φ(t)` of the standard normal, for `t` from 1: `Q / φ` by the continued fraction of Laplace. */
function excessOfNormal(t: number): number {
  let below = t;
  for (let k = 80; k >= 1; k -= 1) below = t + k / below;
  return 1 - t / below;
}

/**
 * The clip of least expected squared error, in standard deviations of a Gaussian, at `2^bits` even levels: the `t` at
 * which `6 · 4^bits · (φ(t) − t Q(t)) = t`. 1.71, 2.15 and 2.55 at 2, 3 and 4 bits.
 *
 * @param bits a number from 1.
 * @see Banner et al. 2019 §3.1, eq. 10, whose derivative is set to 0.
 */
export function gaussianClip(bits: number): number {
  const density = (t: number): number => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  return zeroOf((t) => t - 6 * 4 ** bits * density(t) * excessOfNormal(t), 1, 12);
}

/** First and second moments about a centre, and the clip that follows from them. */
function clipOf(deviations: readonly number[] | Float64Array, bits: number): number {
  let [absolute, squared] = [0, 0];
  for (const deviation of deviations) {
    absolute += Math.abs(deviation);
    squared += deviation * deviation;
  }
  const laplace = absolute / deviations.length;
  const gaussian = Math.sqrt(squared / deviations.length);
  return laplace < laplaceBelow * gaussian ? laplace * laplaceClip(bits) : gaussian * gaussianClip(bits);
}

/**
 * ACIQ: the range of least expected squared error where values are spread as a Laplace or a Gaussian density says,
 * whichever of the two is likelier, fitted by its moments: `[μ − α, μ + α]` in `2^M` bins whose levels lie in the middle, cut
 * to what occurs. Values that are never negative are taken for rectified ones, half of a density about 0, which has the
 * clip of one bit more (Banner et al. 2019 §3.1, on fused ReLU).
 *
 * One pass over the values, whatever the bits: for calibration where a search (`mse`) takes too long.
 *
 * @see Banner et al. 2019, "Post training 4-bit quantization of convolutional networks for rapid-deployment", §3.
 */
export const analyticClipping: Observer & { readonly name: 'aciq' } = {
  name: 'aciq',
  description: 'analytic clip of a Laplace or Gaussian density',
  observe(values: Float32Array, { grid }: FittingScheme): ObservedRange {
    assertTensor('aciq.observe', 'values', ndarray(values, [values.length]));
    const { low, high } = extremes(values);
    const levels = grid.high - grid.low + 1;
    const bits = Math.log2(levels);
    if (low >= 0) {
      const positive = Float64Array.from(values.filter((value) => value > 0));
      if (positive.length === 0) return { low, high };
      const clip = clipOf(positive, bits + 1);
      return { low: 0, high: Math.min(high, clip * (1 - 0.5 / levels)) };
    }
    let mean = 0;
    for (const value of values) mean += value / values.length;
    const clip = clipOf(
      Float64Array.from(values, (value) => value - mean),
      bits,
    );
    // From the middle of the first bin to that of the last.
    const reach = clip * (1 - 1 / levels);
    return { low: Math.max(low, mean - reach), high: Math.min(high, mean + reach) };
  },
};
