import type { NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { assertKnownOptions } from '../parts/assert-known-options.ts';
import { assertParameters } from '../parts/assert-parameters.ts';
import { encodeOnGrid } from '../parts/encode-on-grid.ts';
import { unsignedGrid } from '../parts/integer-grid.ts';
import { initialStep, learnedStep, learnedStepEstimator } from '../parts/learned-step.ts';
import { positivePart } from '../parts/positive-part.ts';
import type { InitOptions, Quantizer, QuantizedTensor } from '../quantizer.ts';

const count = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** `1 / √(n Q_P)`, `n` the features of one row that share a step (Esser et al. 2020 §2.2). */
const gradientScale = (shape: readonly number[], parameterShape: readonly number[], bits: number): number =>
  1 / Math.sqrt((count(shape.slice(1)) / count(parameterShape)) * unsignedGrid(bits).high);

/**
 * LSQ for activations that are never negative (after a ReLU): a learned step on the unsigned grid.
 *
 * `v̂ = round(clamp(v / s, 0, 2^b − 1)) · s`; start `s = 2⟨|v|⟩ / √Q_P` over calibration activations; gradient
 * of `s` scaled by `1/√(n Q_P)` with `n` the features of a row, so that it does not depend on the batch size.
 * The first axis of an activation is the batch. Parameter: `step`, shape `[]` or one a channel along `axis`.
 *
 * @see Esser et al. 2020, "Learned Step Size Quantization", §2.
 */
export const lsqActivation: Quantizer<'step'> & { readonly name: 'lsq-activation' } = {
  name: 'lsq-activation',
  description: 'learned step size for activations, unsigned',
  source: 'Esser et al. 2020, Learned Step Size Quantization',
  role: 'activation',
  learned: true,
  perChannel: true,
  estimator: learnedStepEstimator(unsignedGrid, gradientScale),

  init(tensor: NDArray, bits: number, options: InitOptions = {}): Record<'step', NDArray> {
    assertKnownOptions('lsqActivation.init', options, ['axis']);
    return { step: initialStep('lsqActivation.init', tensor, unsignedGrid(bits), options.axis ?? null) };
  },

  fakeQuantize(x: tf.Tensor, parameters: Readonly<Record<'step', tf.Tensor>>, bits: number): tf.Tensor {
    assertParameters('lsqActivation.fakeQuantize', parameters, ['step']);
    const scale = gradientScale(x.shape, parameters.step.shape, bits);
    return learnedStep(x, parameters.step, unsignedGrid(bits), scale);
  },

  encode(x: NDArray, parameters: Readonly<Record<'step', NDArray>>, bits: number): QuantizedTensor {
    assertParameters('lsqActivation.encode', parameters, ['step']);
    const { data, shape } = parameters.step;
    const scale = { data: Float32Array.from(data, positivePart), shape };
    return encodeOnGrid({ caller: 'lsqActivation.encode', x, scale, grid: unsignedGrid(bits), bits });
  },
};
