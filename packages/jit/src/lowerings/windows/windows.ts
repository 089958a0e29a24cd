import type { backend_util } from '@tensorflow/tfjs-core';

import type { GraphBuilder } from '../../graph/graph-builder.ts';
import { attribute, type Attributes, type Value } from '../../graph/types.ts';

/** TF.js's descriptions of convolutions and pools over images or volumes. */
export type WindowInfo = backend_util.Conv2DInfo | backend_util.Conv3DInfo;

/** One spatial axis of a window description. */
interface WindowAxis {
  readonly size: number;
  readonly out: number;
  readonly stride: number;
  readonly dilation: number;
  readonly filter: number;
  /** Extent the filter covers, dilation included. */
  readonly reach: number;
  /** Padding in front of the input. */
  readonly before: number;
}

/** The spatial axes in order: depth where there is one, height, width. */
export function axesOf(info: WindowInfo): WindowAxis[] {
  const plane = [
    {
      size: info.inHeight,
      out: info.outHeight,
      stride: info.strideHeight,
      dilation: info.dilationHeight,
      filter: info.filterHeight,
      reach: info.effectiveFilterHeight,
      before: info.padInfo.top,
    },
    {
      size: info.inWidth,
      out: info.outWidth,
      stride: info.strideWidth,
      dilation: info.dilationWidth,
      filter: info.filterWidth,
      reach: info.effectiveFilterWidth,
      before: info.padInfo.left,
    },
  ];
  if (!('inDepth' in info)) return plane;
  const depth = {
    size: info.inDepth,
    out: info.outDepth,
    stride: info.strideDepth,
    dilation: info.dilationDepth,
    filter: info.filterDepth,
    reach: info.effectiveFilterDepth,
    before: info.padInfo.front,
  };
  return [depth, ...plane];
}

/** Window geometry as ONNX attributes describe it, one entry per spatial axis. */
export interface Windows {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Padding before each axis, then after each. */
  readonly pads: readonly number[];
  /** Input positions behind the last window: ONNX's output_padding of the transposed convolution. */
  readonly rest: readonly number[];
}

/**
 * Explicit paddings for a window description of TF.js. The padding behind the input is whatever the last
 * window needs, so every rounding mode of TF.js comes out right.
 */
export function windowsOf(info: WindowInfo): Windows {
  const axes = axesOf(info);
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

/** [batch, ...spatial, channels] → [batch, channels, ...spatial], the layout the engine computes in. */
export function channelsFirst(g: GraphBuilder, x: Value): Value {
  const last = x.shape.length - 1;
  return g.transpose(x, [0, last, ...Array.from({ length: last - 1 }, (_, i) => i + 1)]);
}

/** [batch, channels, ...spatial] → [batch, ...spatial, channels]. */
export function channelsLast(g: GraphBuilder, x: Value): Value {
  return g.transpose(x, [0, ...Array.from({ length: x.shape.length - 2 }, (_, i) => i + 2), 1]);
}
