import type { NDArray } from '@cfq/jit';
import { channelLayout, channelOf } from './channels.ts';
import type { QuantizedTensor } from '../quantized-tensor.ts';

/**
 * The real numbers that integer codes stand for: `(q − z) · s`, one float32 product an element, as ONNX
 * `DequantizeLinear` computes it.
 *
 * Of a tensor encoded by a quantizer of this package it equals that quantizer's `fakeQuantize` bit for bit.
 *
 * @throws QuantizerError when the axis does not exist in the shape.
 */
export function decode(quantized: QuantizedTensor): NDArray {
  const { codes, shape, scale, zeroPoint, axis } = quantized;
  const layout = channelLayout('decode', shape, axis);
  const data = new Float32Array(codes.length);
  for (let index = 0; index < data.length; index += 1) {
    const channel = channelOf(layout, index);
    data[index] = (codes[index]! - zeroPoint[channel]!) * scale[channel]!;
  }
  return { data, shape };
}
