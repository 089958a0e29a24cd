import { sizeOf, type NDArray } from '@cfq/jit';
import { QuantizerError } from '../quantizer-error.ts';
import { channelLayout, channelOf } from './channels.ts';
import type { QuantizedTensor } from '../quantized-tensor.ts';

/**
 * The real numbers that integer codes stand for: `(q − z) · s`, one float32 product an element, as ONNX
 * `DequantizeLinear` computes it, or `codebook[q] · s`.
 *
 * Of a tensor encoded by a quantizer of this package it equals that quantizer's `fakeQuantize` bit for bit.
 *
 * @throws QuantizerError when the axis does not exist in the shape, codes or scales are more or fewer than the shape says,
 * or a code is of no level.
 */
export function decode(quantized: QuantizedTensor): NDArray {
  const { codes, shape, scale, axis } = quantized;
  const layout = channelLayout('decode', shape, axis);
  const sizes: readonly (readonly [what: string, expected: number, got: number])[] = [
    ['codes fill their shape', sizeOf(shape), codes.length],
    ['each channel has a scale', layout.count, scale.length],
    ...(quantized.kind === 'affine'
      ? [['each channel has a zero point', layout.count, quantized.zeroPoint.length] as const]
      : []),
  ];
  for (const [what, expected, got] of sizes) {
    if (expected === got) continue;
    throw new QuantizerError(
      `decode: ${what} (expected ${expected} of [${shape.join(', ')}], got ${got}). Pass what encode returned.`,
    );
  }
  const level = levelOf(quantized);
  const data = new Float32Array(codes.length);
  for (let index = 0; index < data.length; index += 1) {
    const channel = channelOf(layout, index);
    data[index] = level(codes[index]!, channel) * scale[channel]!;
  }
  return { data, shape };
}

/** What a code of a channel stands for before scaling. */
function levelOf(quantized: QuantizedTensor): (code: number, channel: number) => number {
  switch (quantized.kind) {
    case 'affine': {
      const { zeroPoint } = quantized;
      return (code, channel) => code - zeroPoint[channel]!;
    }
    case 'codebook': {
      const { codebook } = quantized;
      return (code) => {
        const found = codebook[code];
        if (found !== undefined) return found;
        throw new QuantizerError(
          `decode: codes name levels of the codebook (expected 0 to ${codebook.length - 1}, got ${code}). Pass what ` +
            'encode returned.',
        );
      };
    }
  }
}
