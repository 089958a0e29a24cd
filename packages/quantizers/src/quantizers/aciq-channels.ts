import type { NDArray } from '@cfq/jit';
import { affineScheme } from '../building-blocks/affine-scheme.ts';
import { assertCalibrationTensor } from '../building-blocks/assert-calibration-tensor.ts';
import { assertKnownOptions } from '../building-blocks/assert-known-options.ts';
import { assertParameters } from '../building-blocks/assert-parameters.ts';
import { bitsByRange } from '../building-blocks/levels/bits-by-range.ts';
import { highestCode, widthsFrom } from '../building-blocks/levels/channel-widths.ts';
import { channelLayout, channelValues } from '../building-blocks/channels.ts';
import { encodeOnGrid } from '../building-blocks/encode-on-grid.ts';
import { unsignedGrid } from '../building-blocks/integer-grid.ts';
import { straightThrough, straightThroughEstimator } from '../building-blocks/straight-through.ts';
import { defineQuantizer } from '../define-quantizer.ts';
import { analyticClipping } from '../observers/analytic-clipping.ts';
import { leastOfBoth } from '../observers/least-of-both.ts';
import type { Observer } from '../observers/observer.ts';
import type { LeastSquaresOptions } from '../quantizer.ts';

const defaultPercentile = 0.999;

/** Widths by the clips at the mean width, then each channel's grid at its own. */
function fitWidths(
  caller: string,
  tensor: NDArray,
  bits: number,
  { axis = null, ...rest }: LeastSquaresOptions,
  observer: Observer,
): Record<'scale' | 'zeroPoint' | 'width', NDArray> {
  assertKnownOptions(caller, rest, []);
  assertCalibrationTensor(caller, tensor);
  const { parameterShape: shape, ...layout } = channelLayout(caller, tensor.shape, axis);
  const channels = channelValues(tensor, { ...layout, parameterShape: shape });
  const mean = affineScheme(bits);
  const ranges = channels.map((values) => {
    const { low, high } = analyticClipping.observe(values, mean, defaultPercentile);
    return high - low;
  });
  const widths = channels.length === 1 ? [bits] : bitsByRange(ranges, bits);
  const fitted = channels.map((values, channel) => {
    const scheme = affineScheme(widths[channel]!);
    return scheme.fit(observer.observe(values, scheme, defaultPercentile));
  });
  return {
    scale: { data: Float32Array.from(fitted, ({ scale }) => scale), shape },
    zeroPoint: { data: Float32Array.from(fitted, ({ zeroPoint }) => zeroPoint), shape },
    width: { data: Float32Array.from(widths), shape },
  };
}

/**
 * ACIQ with bits of their own for the channels of a layer: the levels of a channel go with `range^(2/3)`, and the width that
 * is asked for is the mean. Range and codes of a channel are those of `aciq` at its own width, from 2 to 8 bits; at a mean of 2
 * all have 2, since a level on either side of 0 takes as many.
 *
 * Parameters: `scale`, `zeroPoint` and `width` (whole numbers), float32; none learns. A tensor without an `axis` is one channel. In a
 * file every channel takes its own bits.
 *
 * @see Banner et al. 2019, "Post training 4-bit quantization of convolutional networks for rapid-deployment", §3.2.
 */
export const aciqChannels = defineQuantizer({
  name: 'aciq-channels',
  description:
    'post-training, analytic clips, and bits for each channel by the two-thirds power of its range',
  source: 'Banner et al. 2019, Post training 4-bit quantization, §3.2',
  roles: ['weight'],
  learned: false,
  perChannel: true,
  estimator: {
    description: straightThroughEstimator(unsignedGrid).description,
    surrogate: (at, anchor, bits, upstream) =>
      straightThroughEstimator(() => unsignedGrid(anchor.parameters['width'] ?? Number.NaN)).surrogate(
        at,
        anchor,
        bits,
        upstream,
      ),
    gradientScale: () => 1,
  },

  init(tensor, bits, options = {}) {
    return fitWidths('aciq-channels.init', tensor, bits, options, analyticClipping);
  },

  initLeastSquares(tensor, bits, options = {}) {
    return fitWidths('aciq-channels.initLeastSquares', tensor, bits, options, leastOfBoth);
  },

  fakeQuantize(x, parameters, bits) {
    assertParameters('aciq-channels.fakeQuantize', parameters, ['scale', 'zeroPoint', 'width']);
    const { scale, zeroPoint, width } = parameters;
    return straightThrough(x, { scale, zeroPoint, grid: unsignedGrid(bits), highest: highestCode(width) });
  },

  encode(x, parameters) {
    const caller = 'aciq-channels.encode';
    assertParameters(caller, parameters, ['scale', 'zeroPoint', 'width']);
    const { scale, zeroPoint, width } = parameters;
    const widths = widthsFrom(caller, width);
    const grid = widths.map(unsignedGrid);
    const encoded = encodeOnGrid({ caller, x, scale, zeroPoint, grid, bits: Math.max(...widths) });
    return new Set(widths).size === 1 ? encoded : { ...encoded, channelBits: widths };
  },
});
