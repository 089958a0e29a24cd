import * as tf from '@tensorflow/tfjs-core';
import type { NDArray } from '@cfq/jit';
import { QuantizerError } from '../../quantizer-error.ts';
import { bitRange } from '../integer-grid.ts';

/** `2^width − 1` for whole widths, by comparisons and sums: the same bits everywhere, which a power is not. */
export function highestCode(width: tf.Tensor): tf.Tensor {
  let sum: tf.Tensor = tf.zerosLike(width);
  for (let bit = 1; bit <= bitRange.max; bit += 1) {
    sum = tf.add(sum, tf.mul(tf.cast(tf.greaterEqual(width, bit), 'float32'), 2 ** (bit - 1)));
  }
  return sum;
}

/**
 * Widths of the channels.
 *
 * @throws QuantizerError where one is not a whole number of bits.
 */
export function widthsFrom(caller: string, width: NDArray): number[] {
  const widths = Array.from<number>(width.data);
  const stray = widths.find((own) => !(Number.isInteger(own) && own >= bitRange.min && own <= bitRange.max));
  if (stray === undefined) return widths;
  throw new QuantizerError(
    `${caller}: each channel has a width (expected whole numbers from ${bitRange.min} to ${bitRange.max}, got ${stray}). ` +
      'Use the record that init returned.',
  );
}
