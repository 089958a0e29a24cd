import type { NDArray } from '@cfq/jit';
import { channelOfWeight } from './channel-of-weight.ts';
import type { Weights } from './model/weights.ts';

/**
 * The real numbers that weights stand for, as float32: themselves, `(code − zeroPoint) · scale` (one product a weight,
 * as ONNX `DequantizeLinear` computes it) or `codebook[code] · scale`.
 *
 * @param weights checked, see `checkNetwork`.
 * @returns an array of the shape of the weights; the stored one where they are float.
 */
export function decodeWeights(weights: Weights): NDArray {
  switch (weights.kind) {
    case 'float':
      return weights.values;
    case 'affine': {
      const { codes, shape, scale, zeroPoint } = weights;
      const channel = channelOfWeight(weights);
      return {
        data: Float32Array.from(
          codes,
          (code, index) => (code - zeroPoint[channel(index)]!) * scale[channel(index)]!,
        ),
        shape,
      };
    }
    case 'codebook': {
      const { codes, shape, codebook, scale } = weights;
      const channel = channelOfWeight(weights);
      return {
        data: Float32Array.from(codes, (code, index) => codebook[code]! * scale[channel(index)]!),
        shape,
      };
    }
  }
}
