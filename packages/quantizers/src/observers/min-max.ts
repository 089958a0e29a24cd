import { ndarray } from '@cfq/jit';
import { assertTensor } from '../building-blocks/assert-tensor.ts';
import type { ObservedRange, Observer } from './observer.ts';

/** Smallest and largest of some values; `Infinity` and `-Infinity` when there are none. */
export function extremes(values: Float32Array): ObservedRange {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/**
 * The smallest and the largest value: nothing is clipped, outliers cost resolution.
 *
 * @see Krishnamoorthi 2018 §2.
 */
export const minMax: Observer & { readonly name: 'min-max' } = {
  name: 'min-max',
  description: 'smallest to largest value, nothing clipped',
  observe(values: Float32Array): ObservedRange {
    assertTensor('min-max.observe', 'values', ndarray(values, [values.length]));
    return extremes(values);
  },
};
