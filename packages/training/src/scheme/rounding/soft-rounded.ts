import type { Quantizer } from '@cfq/quantizers';
import * as tf from '@tensorflow/tfjs-core';
import { held, type QuantizerParameters } from '../student-parameters.ts';
import { codeGrid } from './code-grid.ts';
import { rectifiedSigmoid } from './rectified-sigmoid.ts';

/**
 * Weights between the two codes around them: `s · clamp( ⌊w / s⌋ + h(v), low − z, high − z )`, the ends those of the
 * quantizer's grid. The gradient reaches `v` alone: weights and grids are frozen here. Traced.
 *
 * @param grid `scale` `s`, positive, and `zeroPoint` `z`, [] or one a column [outputs], and `rounding` `v` in the shape of the
 *   weight, as `initialRounding` makes them.
 * @throws TrainingError when one of them is missing or the quantizer has no grid of codes.
 * @see Nagel et al. 2020 §3.3, eq. 22.
 */
export function softRounded(
  weight: tf.Tensor2D,
  grid: QuantizerParameters<tf.Tensor>,
  { quantizer, bits }: { readonly quantizer: Quantizer; readonly bits: number },
): tf.Tensor2D {
  const { low, high } = codeGrid(quantizer, bits);
  const [scale, zeroPoint] = [held(grid, 'scale'), held(grid, 'zeroPoint')];
  const codes = tf.add(tf.floor(tf.div(weight, scale)), rectifiedSigmoid(held(grid, 'rounding')));
  const inside = tf.minimum(tf.maximum(codes, tf.sub(low, zeroPoint)), tf.sub(high, zeroPoint));
  return tf.mul(inside, scale);
}
