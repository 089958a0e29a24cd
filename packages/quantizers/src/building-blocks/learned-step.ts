import * as tf from '@tensorflow/tfjs-core';
import { sizeOf, type NDArray } from '@cfq/jit';
import { assertCalibrationTensor } from './assert-calibration-tensor.ts';
import { channelLayout, channelValues } from './channels.ts';
import { customGradient } from './custom-gradient.ts';
import { signedGrid, type IntegerGrid } from './integer-grid.ts';
import { flooredMagnitude, flooredMagnitudeTensor, signNonZero } from './floored-magnitude.ts';
import { positiveScale } from './positive-scale.ts';
import type { GradientEstimator } from '../quantizer.ts';
import { roundHalfEven, roundHalfEvenTensor } from './round-half-even.ts';
import { sumToShape } from './sum-to-shape.ts';

/**
 * First step size of LSQ, `2⟨|v|⟩ / √Q_P`, one a channel (Esser et al. 2020 §2.1). A channel of zeros, which
 * any step reproduces, gets `1 / Q_P`.
 *
 * @throws QuantizerError for an empty or non-finite tensor, or an axis that the tensor does not have.
 */
export function initialStep(
  caller: string,
  tensor: NDArray,
  grid: IntegerGrid,
  axis: number | null,
): NDArray {
  assertCalibrationTensor(caller, tensor);
  const layout = channelLayout(caller, tensor.shape, axis);
  const data = Float32Array.from(channelValues(tensor, layout), (values) => {
    const mean = values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
    return positiveScale((2 * mean) / Math.sqrt(grid.high), grid.high);
  });
  return { data, shape: layout.parameterShape };
}

/**
 * LSQ's quantizer with its own gradients (Esser et al. 2020 §2.1, eq. 1–3), where `v/s` is within `[−Q_N, Q_P]`:
 * `∂v̂/∂v = 1`, `∂v̂/∂s = round(v/s) − v/s`; outside: `∂v̂/∂v = 0`, `∂v̂/∂s` = the bound that was hit. The
 * bounds themselves count as within, as in the code of the paper's appendix A.
 *
 * The effective step is `max(|step|, 1e-12)`: an optimiser that drives the raw parameter through zero meets a
 * mirror, not a negative or vanished step, and the gradient keeps pointing downhill on either side.
 *
 * @param step raw learned step, shaped `[]` or along one axis of `x`.
 * @param gradientScale LSQ's `1/√(n Q_P)`, applied to the gradient of the step.
 */
export function learnedStep(
  x: tf.Tensor,
  step: tf.Tensor,
  grid: IntegerGrid,
  gradientScale: number,
): tf.Tensor {
  return customGradient<[ratio: tf.Tensor, code: tf.Tensor, inRange: tf.Tensor, raw: tf.Tensor]>(
    x,
    step,
    (input, raw) => {
      const s = flooredMagnitudeTensor(raw);
      const steps = tf.div(input, s);
      const clamped = tf.clipByValue(steps, grid.low, grid.high);
      const rounded = roundHalfEvenTensor(clamped);
      return {
        value: tf.mul(rounded, s),
        saved: [steps, rounded, tf.equal(steps, clamped), raw],
        gradients: (dy, [ratio, code, inRange, rawStep]) => {
          const within = tf.cast(inRange, 'float32');
          const perElement = tf.mul(dy, tf.sub(code, tf.mul(ratio, within)));
          const direction = tf.mul(signNonZero(rawStep), gradientScale);
          return [tf.mul(dy, within), tf.mul(sumToShape(perElement, rawStep.shape), direction)];
        },
      };
    },
  );
}

/** LSQ's factor on the gradient of a signed step, `1 / √(n Q_P)`, `n` the elements that share it (Esser et al. 2020 §2.2). */
export function signedStepScale(
  shape: readonly number[],
  stepShape: readonly number[],
  bits: number,
): number {
  return 1 / Math.sqrt((sizeOf(shape) / sizeOf(stepShape)) * signedGrid(bits).high);
}

/** LSQ's documented gradient: that of `s · (clamp(v/s) + residual)` with the rounding residual held fixed. */
export function learnedStepEstimator(
  gridOf: (bits: number) => IntegerGrid,
  gradientScale: GradientEstimator['gradientScale'],
): GradientEstimator {
  return {
    description:
      'Esser et al. 2020 eq. 2-3: straight-through to the input within the range; round(v/s) - v/s, or the ' +
      'bound, to the step, scaled by 1/sqrt(n Q_P).',
    surrogate: (at, anchor, bits) => {
      const { low, high } = gridOf(bits);
      const clamp = (x: number): number => Math.min(Math.max(x, low), high);
      const steps = clamp(anchor.x / flooredMagnitude(anchor.parameters['step'] ?? Number.NaN));
      const step = flooredMagnitude(at.parameters['step'] ?? Number.NaN);
      return step * (clamp(at.x / step) + roundHalfEven(steps) - steps);
    },
    gradientScale,
  };
}
