import * as tf from '@tensorflow/tfjs-core';
import { customGradient } from './custom-gradient.ts';
import type { IntegerGrid } from './integer-grid.ts';
import type { GradientEstimator } from '../quantizer.ts';
import { roundHalfEven, roundHalfEvenTensor } from './round-half-even.ts';

/** Fixed grid parameters as tensors that broadcast against the input. */
export interface StraightThroughGrid {
  /** Positive scale. */
  readonly scale: tf.Tensor;
  /** Whole-number zero point in the shape of `scale`; absent means 0. */
  readonly zeroPoint?: tf.Tensor;
  readonly grid: IntegerGrid;
  /** Largest code of each channel in the shape of `scale`, in place of the grid's; needs a zero point. */
  readonly highest?: tf.Tensor;
}

/**
 * `round(clamp(x / s, low − z, high − z)) · s` with the clipped straight-through gradient: `∂/∂x = 1` where
 * `x / s` lies within the bounds (inclusive), 0 outside; nothing flows to the scale or zero point.
 *
 * @param x any shape; the result has the same shape.
 * @see Jacob et al. 2018 §3; Krishnamoorthi 2018 §2.
 */
export function straightThrough(
  x: tf.Tensor,
  { scale, zeroPoint, grid, highest }: StraightThroughGrid,
): tf.Tensor {
  const clamp = (steps: tf.Tensor): tf.Tensor =>
    zeroPoint === undefined
      ? tf.clipByValue(steps, grid.low, grid.high)
      : tf.maximum(tf.minimum(steps, tf.sub(highest ?? grid.high, zeroPoint)), tf.sub(grid.low, zeroPoint));
  return customGradient<[within: tf.Tensor, step: tf.Tensor]>(x, scale, (input, step) => {
    const steps = tf.div(input, step);
    const clamped = clamp(steps);
    return {
      value: tf.mul(roundHalfEvenTensor(clamped), step),
      saved: [tf.equal(steps, clamped), step],
      gradients: (dy, [within, saved]) => [tf.mul(dy, tf.cast(within, 'float32')), tf.zerosLike(saved)],
    };
  });
}

/** The documented gradient of {@link straightThrough}: parameters are constants, read from the anchor. */
export function straightThroughEstimator(gridOf: (bits: number) => IntegerGrid): GradientEstimator {
  return {
    description:
      'Clipped straight-through: 1 for inputs within the range of the grid, 0 outside; parameters are constants ' +
      '(Jacob et al. 2018 §3).',
    surrogate: (at, anchor, bits) => {
      const grid = gridOf(bits);
      const { scale = Number.NaN, zeroPoint = 0 } = anchor.parameters;
      const clamp = (x: number): number =>
        Math.min(Math.max(x / scale, grid.low - zeroPoint), grid.high - zeroPoint);
      const residual = roundHalfEven(clamp(anchor.x)) - clamp(anchor.x);
      return scale * (clamp(at.x) + residual);
    },
    gradientScale: () => 1,
  };
}
