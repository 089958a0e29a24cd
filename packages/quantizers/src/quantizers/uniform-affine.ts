import type { NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { assertParameters } from '../parts/assert-parameters.ts';
import { encodeOnGrid } from '../parts/encode-on-grid.ts';
import { fitChannels } from '../parts/fit-channels.ts';
import { unsignedGrid } from '../parts/integer-grid.ts';
import type { FittingScheme } from '../observers/observer.ts';
import { positiveScale } from '../parts/positive-part.ts';
import type { InitOptions, Quantizer, QuantizedTensor } from '../quantizer.ts';
import { roundHalfEven } from '../parts/round-half-even.ts';
import { straightThrough, straightThroughEstimator } from '../parts/straight-through.ts';

/** The range is stretched to hold 0, so that zero is a code: padding and ReLU's zeros stay exact. */
const affineScheme = (bits: number): FittingScheme => {
  const grid = unsignedGrid(bits);
  return {
    grid,
    fit: ({ low, high }) => {
      const bottom = Math.min(low, 0);
      const scale = positiveScale((Math.max(high, 0) - bottom) / grid.high, grid.high);
      return { scale, zeroPoint: Math.min(Math.max(roundHalfEven(-bottom / scale), grid.low), grid.high) };
    },
  };
};

type Names = 'scale' | 'zeroPoint';

/**
 * Uniform affine (asymmetric) quantization, after training: `q = clamp(round(x / s) + z, 0, 2^b − 1)`,
 * `x̂ = (q − z) · s`, with `s = (max − min) / (2^b − 1)` and `z = round(−min / s)` over a range that always holds 0.
 *
 * Per tensor, or one pair a channel with the option `axis`; the range by `observer`: `'min-max'` (default),
 * `'percentile'`, `'mse'`. Both parameters are float32 (zero points are whole numbers); neither learns.
 *
 * @see Jacob et al. 2018 §2.1; Krishnamoorthi 2018 §2.1.
 */
export const uniformAffine: Quantizer<Names> & { readonly name: 'uniform-affine' } = {
  name: 'uniform-affine',
  description: 'post-training, asymmetric range with a zero point',
  source: 'Jacob et al. 2018; Krishnamoorthi 2018',
  role: 'either',
  learned: false,
  perChannel: true,
  estimator: straightThroughEstimator(unsignedGrid),

  init(tensor: NDArray, bits: number, options: InitOptions = {}): Record<Names, NDArray> {
    return fitChannels('uniformAffine.init', tensor, affineScheme(bits), options);
  },

  fakeQuantize(x: tf.Tensor, parameters: Readonly<Record<Names, tf.Tensor>>, bits: number): tf.Tensor {
    assertParameters('uniformAffine.fakeQuantize', parameters, ['scale', 'zeroPoint']);
    return straightThrough(x, { ...parameters, grid: unsignedGrid(bits) });
  },

  encode(x: NDArray, parameters: Readonly<Record<Names, NDArray>>, bits: number): QuantizedTensor {
    assertParameters('uniformAffine.encode', parameters, ['scale', 'zeroPoint']);
    const { scale, zeroPoint } = parameters;
    return encodeOnGrid({
      caller: 'uniformAffine.encode',
      x,
      scale,
      zeroPoint,
      grid: unsignedGrid(bits),
      bits,
    });
  },
};
