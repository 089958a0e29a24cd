import type { backend_util } from '@tensorflow/tfjs-core';

import { attribute, type Attributes } from '../graph/types.ts';

/** What is common to TF.js's descriptions of convolutions and pools in two dimensions. */
type WindowInfo = Pick<
  backend_util.Conv2DInfo,
  | 'inHeight'
  | 'inWidth'
  | 'outHeight'
  | 'outWidth'
  | 'strideHeight'
  | 'strideWidth'
  | 'dilationHeight'
  | 'dilationWidth'
  | 'effectiveFilterHeight'
  | 'effectiveFilterWidth'
  | 'padInfo'
>;

export const toNchw = [0, 3, 1, 2];
export const toNhwc = [0, 2, 3, 1];

/** Window geometry as ONNX attributes describe it, one entry per axis (height, width). */
export interface Windows {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Padding before each axis, then after each. */
  readonly pads: readonly number[];
  /** Input rows and columns behind the last window: ONNX's output_padding of the transposed convolution. */
  readonly rest: readonly number[];
}

/**
 * Explicit paddings for a window description of TF.js. The padding behind the input is whatever the last
 * window needs, so every rounding mode of TF.js comes out right.
 */
export function windowsOf(info: WindowInfo): Windows {
  const axes = [
    {
      size: info.inHeight,
      out: info.outHeight,
      stride: info.strideHeight,
      dilation: info.dilationHeight,
      reach: info.effectiveFilterHeight,
      before: info.padInfo.top,
    },
    {
      size: info.inWidth,
      out: info.outWidth,
      stride: info.strideWidth,
      dilation: info.dilationWidth,
      reach: info.effectiveFilterWidth,
      before: info.padInfo.left,
    },
  ];
  const needed = axes.map(
    ({ size, out, stride, reach, before }) => (out - 1) * stride + reach - size - before,
  );
  return {
    strides: axes.map(({ stride }) => stride),
    dilations: axes.map(({ dilation }) => dilation),
    pads: [...axes.map(({ before }) => before), ...needed.map((extent) => Math.max(extent, 0))],
    rest: needed.map((extent) => Math.max(-extent, 0)),
  };
}

/** Attributes of Conv and the pools. */
export function windowAttributes({ strides, dilations, pads }: Windows): Attributes {
  return {
    strides: attribute.ints(strides),
    dilations: attribute.ints(dilations),
    pads: attribute.ints(pads),
  };
}
