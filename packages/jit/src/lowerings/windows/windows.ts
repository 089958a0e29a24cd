import type { backend_util } from '@tensorflow/tfjs-core';

import { JitError } from '../../errors/jit-error.ts';
import type { GraphBuilder } from '../../graph/graph-builder.ts';
import { attribute, type Attributes, type Value } from '../../graph/types.ts';
import { sliceAll } from '../layout.ts';

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
  /** What no window sees and the engine would see more windows in: negative, before each axis, then after each. */
  readonly crop: readonly number[];
}

/**
 * Explicit paddings for a window description of TF.js. The padding behind the input is whatever the last
 * window needs, so every rounding mode of TF.js comes out right. TF.js also pads by less than nothing, and takes
 * the number of windows along the width from the extents of the height: so there may be input in front of the first
 * window, and behind the last one more than a stride.
 */
export function windowsOf(info: WindowInfo): Windows {
  const axes = axesOf(info).map(({ size, out, stride, dilation, reach, before }) => {
    const behind = size + before - (out - 1) * stride - reach;
    const superfluous = behind >= stride ? behind : 0;
    const cropped = Math.min(superfluous, size);
    return {
      ...{ stride, dilation, after: Math.max(-behind, 0) },
      before: Math.max(before, 0) - (superfluous - cropped),
      rest: superfluous === 0 ? Math.max(behind, 0) : 0,
      crop: [Math.min(before, 0), 0 - cropped] as const,
    };
  });
  return {
    strides: axes.map(({ stride }) => stride),
    dilations: axes.map(({ dilation }) => dilation),
    pads: [...axes.map(({ before }) => before), ...axes.map(({ after }) => after)],
    rest: axes.map(({ rest }) => rest),
    crop: [...axes.map(({ crop }) => crop[0]), ...axes.map(({ crop }) => crop[1])],
  };
}

/** How TF.js rounds the number of windows. */
export type Rounding = 'floor' | 'round' | 'ceil';

/**
 * The description that a gradient belongs to. TF.js's gradients forget how the number of windows was rounded; it is the
 * way that gives as many as the gradient has. Of a gradient that fits none the first description is taken.
 *
 * @param describe The description for a rounding mode.
 * @param extents Spatial extents of the gradient of the result.
 */
export function describeGradient(
  describe: (rounding: Rounding | undefined) => WindowInfo,
  given: Rounding | undefined,
  extents: readonly number[],
): WindowInfo {
  const first = describe(given);
  const fits = (info: WindowInfo): boolean => axesOf(info).every(({ out }, i) => out === extents[i]);
  if (fits(first)) return first;
  return (['floor', 'round', 'ceil'] as const).map(describe).find(fits) ?? first;
}

/**
 * Whether TF.js counts no window at all along some axis.
 *
 * @throws JitError where it counts less than none.
 */
export function hasNoWindow(info: WindowInfo): boolean {
  const axes = axesOf(info);
  if (axes.every(({ out }) => out >= 0)) return axes.some(({ out }) => out === 0);
  const [window, image] = [axes.map(({ reach }) => reach), axes.map(({ size }) => size)];
  throw new JitError(
    `jit: a window fits into the padded input (expected at least ${window.join(' by ')}, got ${image.join(' by ')}). ` +
      'Pad the input or make the window smaller.',
  );
}

/** Pads [batch, channels, ...spatial] before each spatial axis, then after each; by less than nothing it crops. */
export function padSpatial(g: GraphBuilder, x: Value, by: readonly number[], fill: number): Value {
  if (by.every((extent) => extent === 0)) return x;
  const half = by.length / 2;
  const before = [0, 0, ...by.slice(0, half)];
  const after = [0, 0, ...by.slice(half)];
  const starts = before.map((extent) => Math.max(-extent, 0));
  const ends = x.shape.map((extent, axis) => extent + Math.min(after[axis]!, 0));
  const cropped = sliceAll(g, x, starts, ends);
  const pads = [...before, ...after].map((extent) => Math.max(extent, 0));
  if (pads.every((extent) => extent === 0)) return cropped;
  return g.emit('Pad', [cropped, g.ints(pads), g.scalar(x.dtype, fill)]);
}

/** The gradient of `padSpatial`: what was padded is cropped, and what was cropped is 0. */
export function unpadSpatial(g: GraphBuilder, x: Value, by: readonly number[]): Value {
  return padSpatial(
    g,
    x,
    by.map((extent) => -extent),
    0,
  );
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
