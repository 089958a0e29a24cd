import { defineQuantizer } from '../define-quantizer.ts';
import { affineScheme } from '../building-blocks/affine-scheme.ts';
import { assertKnownOptions } from '../building-blocks/assert-known-options.ts';
import { assertParameters } from '../building-blocks/assert-parameters.ts';
import { encodeOnGrid } from '../building-blocks/encode-on-grid.ts';
import { fitChannels } from '../building-blocks/fit-channels.ts';
import { unsignedGrid } from '../building-blocks/integer-grid.ts';
import { straightThrough, straightThroughEstimator } from '../building-blocks/straight-through.ts';

/**
 * Uniform affine (asymmetric) quantization, after training: `q = clamp(round(x / s) + z, 0, 2^b − 1)`,
 * `x̂ = (q − z) · s`, with `s = (max − min) / (2^b − 1)` and `z = round(−min / s)` over a range that always holds 0.
 *
 * Per tensor, or one pair a channel with the option `axis`; the range by `observer`: `'min-max'` (default),
 * `'percentile'`, `'mse'`, `'kl'`. Both parameters are float32 (zero points are whole numbers); neither learns.
 *
 * @see Jacob et al. 2018 §2.1; Krishnamoorthi 2018 §2.1.
 */
export const uniformAffine = defineQuantizer({
  name: 'uniform-affine',
  description: 'post-training, asymmetric range with a zero point',
  source: 'Jacob et al. 2018; Krishnamoorthi 2018',
  roles: ['weight', 'activation'],
  learned: false,
  perChannel: true,
  estimator: straightThroughEstimator(unsignedGrid),
  grid: unsignedGrid,

  init: (tensor, bits, options = {}) =>
    fitChannels('uniformAffine.init', tensor, affineScheme(bits), options),

  initLeastSquares(tensor, bits, options = {}) {
    const caller = 'uniformAffine.initLeastSquares';
    assertKnownOptions(caller, options, ['axis']);
    return fitChannels(caller, tensor, affineScheme(bits), { ...options, observer: 'mse' });
  },

  fakeQuantize(x, parameters, bits) {
    assertParameters('uniformAffine.fakeQuantize', parameters, ['scale', 'zeroPoint']);
    return straightThrough(x, { ...parameters, grid: unsignedGrid(bits) });
  },

  encode(x, parameters, bits) {
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
});
