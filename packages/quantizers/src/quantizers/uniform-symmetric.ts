import type { NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { assertParameters } from '../parts/assert-parameters.ts';
import { encodeOnGrid } from '../parts/encode-on-grid.ts';
import { fitChannels } from '../parts/fit-channels.ts';
import { signedGrid } from '../parts/integer-grid.ts';
import type { FittingScheme } from '../observers/observer.ts';
import { positiveScale } from '../parts/positive-part.ts';
import type { InitOptions, Quantizer, QuantizedTensor } from '../quantizer.ts';
import { straightThrough, straightThroughEstimator } from '../parts/straight-through.ts';

/** The smallest scale whose full signed grid, one code longer below zero, covers both ends of the range. */
const symmetricScheme = (bits: number): FittingScheme => {
  const grid = signedGrid(bits);
  return {
    grid,
    fit: ({ low, high }) => ({
      scale: positiveScale(Math.max(high / grid.high, low / grid.low), grid.high),
      zeroPoint: 0,
    }),
  };
};

/**
 * Uniform symmetric quantization, after training: `q = clamp(round(x / s), −2^(b−1), 2^(b−1) − 1)`, `x̂ = q · s`,
 * with `s = max(max / (2^(b−1) − 1), −min / 2^(b−1))`: the full signed grid, no zero point.
 *
 * Per tensor, or one scale a channel with the option `axis` (the last axis of a `[inputs, outputs]` matrix gives
 * one per output); the range by `observer`: `'min-max'` (default), `'percentile'`, `'mse'`. Parameter: `scale`,
 * positive float32; it does not learn.
 *
 * @see Krishnamoorthi 2018 §2.2; Jacob et al. 2018.
 */
export const uniformSymmetric: Quantizer<'scale'> & { readonly name: 'uniform-symmetric' } = {
  name: 'uniform-symmetric',
  description: 'post-training, symmetric signed range',
  source: 'Krishnamoorthi 2018; Jacob et al. 2018',
  role: 'weight',
  learned: false,
  perChannel: true,
  estimator: straightThroughEstimator(signedGrid),

  init(tensor: NDArray, bits: number, options: InitOptions = {}): Record<'scale', NDArray> {
    const { scale } = fitChannels('uniformSymmetric.init', tensor, symmetricScheme(bits), options);
    return { scale };
  },

  fakeQuantize(x: tf.Tensor, parameters: Readonly<Record<'scale', tf.Tensor>>, bits: number): tf.Tensor {
    assertParameters('uniformSymmetric.fakeQuantize', parameters, ['scale']);
    return straightThrough(x, { scale: parameters.scale, grid: signedGrid(bits) });
  },

  encode(x: NDArray, parameters: Readonly<Record<'scale', NDArray>>, bits: number): QuantizedTensor {
    assertParameters('uniformSymmetric.encode', parameters, ['scale']);
    const { scale } = parameters;
    return encodeOnGrid({ caller: 'uniformSymmetric.encode', x, scale, grid: signedGrid(bits), bits });
  },
};
