import { defineQuantizer } from '../define-quantizer.ts';
import { affineScheme } from '../building-blocks/affine-scheme.ts';
import { assertKnownOptions } from '../building-blocks/assert-known-options.ts';
import { assertParameters } from '../building-blocks/assert-parameters.ts';
import { encodeOnGrid } from '../building-blocks/encode-on-grid.ts';
import { fitChannels } from '../building-blocks/fit-channels.ts';
import { unsignedGrid } from '../building-blocks/integer-grid.ts';
import { leastOfBoth } from '../observers/least-of-both.ts';
import { straightThrough, straightThroughEstimator } from '../building-blocks/straight-through.ts';

/**
 * ACIQ: uniform affine codes over the range that clips best if values are spread as a Laplace or a Gaussian density says:
 * `q = clamp(round(x / s) + z, 0, 2^b − 1)`, `x̂ = (q − z) · s`, with the range by the observer `aciq` in closed form.
 *
 * Per tensor, or one range a channel with the option `axis`. Parameters: `scale` and `zeroPoint` (whole numbers), float32;
 * neither learns. What else its publication does to a layer, the correction of mean and spread, is the stage
 * `biasCorrection` of `@cfq/training`.
 *
 * @see Banner et al. 2019, "Post training 4-bit quantization of convolutional networks for rapid-deployment", §3.
 */
export const aciq = defineQuantizer({
  name: 'aciq',
  description: 'post-training, range clipped where a Laplace or Gaussian density says',
  source: 'Banner et al. 2019, Post training 4-bit quantization',
  roles: ['weight', 'activation'],
  learned: false,
  perChannel: true,
  estimator: straightThroughEstimator(unsignedGrid),
  grid: unsignedGrid,

  init(tensor, bits, options = {}) {
    assertKnownOptions('aciq.init', options, ['axis']);
    return fitChannels('aciq.init', tensor, affineScheme(bits), { ...options, observer: 'aciq' });
  },

  initLeastSquares(tensor, bits, options = {}) {
    const caller = 'aciq.initLeastSquares';
    assertKnownOptions(caller, options, ['axis']);
    return fitChannels(caller, tensor, affineScheme(bits), { ...options, observer: leastOfBoth });
  },

  fakeQuantize(x, parameters, bits) {
    assertParameters('aciq.fakeQuantize', parameters, ['scale', 'zeroPoint']);
    return straightThrough(x, { ...parameters, grid: unsignedGrid(bits) });
  },

  encode(x, parameters, bits) {
    assertParameters('aciq.encode', parameters, ['scale', 'zeroPoint']);
    const { scale, zeroPoint } = parameters;
    return encodeOnGrid({ caller: 'aciq.encode', x, scale, zeroPoint, grid: unsignedGrid(bits), bits });
  },
});
