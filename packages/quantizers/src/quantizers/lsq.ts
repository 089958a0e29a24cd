import type { NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { assertKnownOptions } from '../parts/assert-known-options.ts';
import { assertParameters } from '../parts/assert-parameters.ts';
import { encodeOnGrid } from '../parts/encode-on-grid.ts';
import { signedGrid } from '../parts/integer-grid.ts';
import { initialStep, learnedStep, learnedStepEstimator } from '../parts/learned-step.ts';
import { positivePart } from '../parts/positive-part.ts';
import type { InitOptions, Quantizer, QuantizedTensor } from '../quantizer.ts';

const count = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** `1 / √(n Q_P)`, `n` the number of weights that share a step (Esser et al. 2020 §2.2). */
const gradientScale = (shape: readonly number[], parameterShape: readonly number[], bits: number): number =>
  1 / Math.sqrt((count(shape) / count(parameterShape)) * signedGrid(bits).high);

/**
 * LSQ for weights: a learned step on the full signed grid.
 *
 * `v̂ = round(clamp(v / s, −2^(b−1), 2^(b−1) − 1)) · s`; start `s = 2⟨|v|⟩ / √Q_P`; gradient of `s` scaled by
 * `1/√(n Q_P)`. Parameter: `step`, shape `[]` or one a channel along the `axis` given to `init` (the last axis
 * of a `[inputs, outputs]` matrix gives one step per output channel). Keep weight decay off the step.
 *
 * @see Esser et al. 2020, "Learned Step Size Quantization", §2; CFQ §4.3.
 */
export const lsq: Quantizer<'step'> & { readonly name: 'lsq' } = {
  name: 'lsq',
  description: 'learned step size for weights, symmetric signed',
  source: 'Esser et al. 2020, Learned Step Size Quantization',
  role: 'weight',
  learned: true,
  perChannel: true,
  estimator: learnedStepEstimator(signedGrid, gradientScale),

  init(tensor: NDArray, bits: number, options: InitOptions = {}): Record<'step', NDArray> {
    assertKnownOptions('lsq.init', options, ['axis']);
    return { step: initialStep('lsq.init', tensor, signedGrid(bits), options.axis ?? null) };
  },

  fakeQuantize(x: tf.Tensor, parameters: Readonly<Record<'step', tf.Tensor>>, bits: number): tf.Tensor {
    assertParameters('lsq.fakeQuantize', parameters, ['step']);
    const scale = gradientScale(x.shape, parameters.step.shape, bits);
    return learnedStep(x, parameters.step, signedGrid(bits), scale);
  },

  encode(x: NDArray, parameters: Readonly<Record<'step', NDArray>>, bits: number): QuantizedTensor {
    assertParameters('lsq.encode', parameters, ['step']);
    const { data, shape } = parameters.step;
    const scale = { data: Float32Array.from(data, positivePart), shape };
    return encodeOnGrid({ caller: 'lsq.encode', x, scale, grid: signedGrid(bits), bits });
  },
};
