import { defineQuantizer } from '../define-quantizer.ts';
import { assertKnownOptions } from '../building-blocks/assert-known-options.ts';
import { assertParameters } from '../building-blocks/assert-parameters.ts';
import { encodeOnGrid } from '../building-blocks/encode-on-grid.ts';
import { fitChannels } from '../building-blocks/fit-channels.ts';
import { signedGrid } from '../building-blocks/integer-grid.ts';
import { straightThrough, straightThroughEstimator } from '../building-blocks/straight-through.ts';
import { symmetricScheme } from '../building-blocks/symmetric-scheme.ts';

/**
 * Uniform symmetric quantization, after training: `q = clamp(round(x / s), −2^(b−1), 2^(b−1) − 1)`, `x̂ = q · s`,
 * with `s = max(max / (2^(b−1) − 1), −min / 2^(b−1))`: the full signed grid, no zero point.
 *
 * Per tensor, or one scale a channel with the option `axis` (the last axis of a `[inputs, outputs]` matrix gives
 * one per output); the range by `observer`: `'min-max'` (default), `'percentile'`, `'mse'`, `'kl'`. Parameter:
 * `scale`, positive float32; it does not learn.
 *
 * @see Krishnamoorthi 2018 §2.2; Jacob et al. 2018.
 */
export const uniformSymmetric = defineQuantizer({
  name: 'uniform-symmetric',
  description: 'post-training, symmetric signed range',
  source: 'Krishnamoorthi 2018; Jacob et al. 2018',
  roles: ['weight'],
  learned: false,
  perChannel: true,
  estimator: straightThroughEstimator(signedGrid),
  grid: signedGrid,

  init(tensor, bits, options = {}) {
    const { scale } = fitChannels('uniformSymmetric.init', tensor, symmetricScheme(bits), options);
    return { scale };
  },

  initLeastSquares(tensor, bits, options = {}) {
    const caller = 'uniformSymmetric.initLeastSquares';
    assertKnownOptions(caller, options, ['axis']);
    const { scale } = fitChannels(caller, tensor, symmetricScheme(bits), { ...options, observer: 'mse' });
    return { scale };
  },

  fakeQuantize(x, parameters, bits) {
    assertParameters('uniformSymmetric.fakeQuantize', parameters, ['scale']);
    return straightThrough(x, { scale: parameters.scale, grid: signedGrid(bits) });
  },

  encode(x, parameters, bits) {
    assertParameters('uniformSymmetric.encode', parameters, ['scale']);
    const { scale } = parameters;
    return encodeOnGrid({ caller: 'uniformSymmetric.encode', x, scale, grid: signedGrid(bits), bits });
  },
});
