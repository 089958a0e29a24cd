import type {
  Conv2DAttrs,
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropInputAttrs,
  Conv3DAttrs,
  Conv3DBackpropFilterV2Attrs,
  Conv3DBackpropInputV2Attrs,
  FusedConv2DAttrs,
} from '@tensorflow/tfjs-core';
import { backend_util } from '@tensorflow/tfjs-core';

import type { GraphBuilder } from '../../graph/graph-builder.ts';
import { attribute, type Value } from '../../graph/types.ts';
import { applyActivation } from '../activation.ts';
import { dataFormatOf, type DataFormat } from './data-format.ts';
import { filterGradient } from './filter-gradient.ts';
import { input, type Lowering } from '../lowering.ts';
import { sliceAll } from '../layout.ts';
import {
  axesOf,
  describeGradient,
  hasNoWindow,
  padSpatial,
  unpadSpatial,
  windowAttributes,
  windowsOf,
  type WindowInfo,
} from './windows.ts';

type Shape4 = [number, number, number, number];
type Shape5 = [number, number, number, number, number];
type Kind = Pick<Conv2DAttrs, 'strides' | 'pad' | 'dimRoundingMode' | 'dataFormat'>;

function planeInfo(
  xShape: readonly number[],
  filterShape: readonly number[],
  attrs: Kind & { dilations?: Conv2DAttrs['dilations'] | null },
): WindowInfo {
  return backend_util.computeConv2DInfo(
    [...xShape] as Shape4,
    [...filterShape] as Shape4,
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad,
    attrs.dimRoundingMode,
    false,
    attrs.dataFormat === 'NCHW' ? 'channelsFirst' : 'channelsLast',
  );
}

/** The description of the convolution whose result has the shape of a gradient. */
function planeInfoOfGradient(
  xShape: readonly number[],
  filterShape: readonly number[],
  attrs: Kind,
  gradient: readonly number[],
): WindowInfo {
  const extents = attrs.dataFormat === 'NCHW' ? gradient.slice(2) : gradient.slice(1, -1);
  return describeGradient(
    (rounding) =>
      planeInfo(xShape, filterShape, { ...attrs, ...(rounding && { dimRoundingMode: rounding }) }),
    attrs.dimRoundingMode,
    extents,
  );
}

function volumeInfo(
  xShape: readonly number[],
  filterShape: readonly number[],
  { strides, dilations, pad }: Pick<Conv3DAttrs, 'strides' | 'pad'> & Partial<Pick<Conv3DAttrs, 'dilations'>>,
): WindowInfo {
  const [x, filter] = [[...xShape] as Shape5, [...filterShape] as Shape5];
  return backend_util.computeConv3DInfo(x, filter, strides, dilations ?? 1, pad);
}

/** [...spatial, in, out] → [out, in, ...spatial]. */
function engineFilter(g: GraphBuilder, filter: Value): Value {
  const rank = filter.shape.length;
  return g.transpose(filter, [rank - 1, rank - 2, ...Array.from({ length: rank - 2 }, (_, i) => i)]);
}

function convolve(g: GraphBuilder, x: Value, filter: Value, info: WindowInfo, format: DataFormat): Value {
  if (hasNoWindow(info)) return g.empty({ dtype: x.dtype, shape: info.outShape });
  const windows = windowsOf(info);
  const planes = padSpatial(g, format.toEngine(g, x), windows.crop, 0);
  const product = g.emit('Conv', [planes, engineFilter(g, filter)], windowAttributes(windows));
  return format.fromEngine(g, product);
}

/**
 * Gradient with respect to the input: the transposed convolution of the gradient with the filter. Of a gradient
 * larger than the result of the convolution the part that belongs to it counts, as in TF.js.
 */
function convolveBack(
  g: GraphBuilder,
  dy: Value,
  filter: Value,
  info: WindowInfo,
  format: DataFormat,
): Value {
  if (hasNoWindow(info)) return g.zeros('float32', info.inShape);
  const windows = windowsOf(info);
  const whole = format.toEngine(g, dy);
  const ends = [...whole.shape.slice(0, 2), ...axesOf(info).map(({ out }) => out)];
  const starts = ends.map(() => 0);
  const dx = g.emit('ConvTranspose', [sliceAll(g, whole, starts, ends), engineFilter(g, filter)], {
    ...windowAttributes(windows),
    output_padding: attribute.ints(windows.rest),
  });
  return format.fromEngine(g, unpadSpatial(g, dx, windows.crop));
}

export const conv2D: Lowering<Conv2DAttrs> = (context, attrs) => {
  const [x, filter] = [input(context, 'x'), input(context, 'filter')];
  const info = planeInfo(x.shape, filter.shape, attrs);
  return convolve(context.g, x, filter, info, dataFormatOf(attrs.dataFormat));
};

export const conv3D: Lowering<Conv3DAttrs> = (context, attrs) => {
  const [x, filter] = [input(context, 'x'), input(context, 'filter')];
  return convolve(context.g, x, filter, volumeInfo(x.shape, filter.shape, attrs), dataFormatOf('NDHWC'));
};

export const fusedConv2D: Lowering<FusedConv2DAttrs> = (context, attrs) => {
  const { g, inputs } = context;
  const product = conv2D(context, attrs) as Value;
  const { perChannel } = dataFormatOf(attrs.dataFormat);
  const { bias, preluActivationWeights: slopes } = inputs;
  const biased = bias === undefined ? product : g.emit('Add', [product, perChannel(g, bias)]);
  const alpha = slopes === undefined ? undefined : perChannel(g, slopes);
  return applyActivation(g, biased, attrs.activation, alpha, attrs.leakyreluAlpha);
};

export const conv2DBackpropInput: Lowering<Conv2DBackpropInputAttrs> = (context, attrs) => {
  const [dy, filter] = [input(context, 'dy'), input(context, 'filter')];
  const info = planeInfoOfGradient(attrs.inputShape, filter.shape, attrs, dy.shape);
  return convolveBack(context.g, dy, filter, info, dataFormatOf(attrs.dataFormat));
};

export const conv3DBackpropInput: Lowering<Conv3DBackpropInputV2Attrs> = (context, attrs) => {
  const [dy, filter] = [input(context, 'dy'), input(context, 'filter')];
  const info = volumeInfo(attrs.inputShape, filter.shape, attrs);
  return convolveBack(context.g, dy, filter, info, dataFormatOf('NDHWC'));
};

export const conv2DBackpropFilter: Lowering<Conv2DBackpropFilterAttrs> = (context, attrs) => {
  const [x, dy] = [input(context, 'x'), input(context, 'dy')];
  const info = planeInfoOfGradient(x.shape, attrs.filterShape, attrs, dy.shape);
  return filterGradient(context.g, [x, dy], attrs.filterShape, info, dataFormatOf(attrs.dataFormat));
};

export const conv3DBackpropFilter: Lowering<Conv3DBackpropFilterV2Attrs> = (context, attrs) => {
  const [x, dy] = [input(context, 'x'), input(context, 'dy')];
  const info = volumeInfo(x.shape, attrs.filterShape, attrs);
  return filterGradient(context.g, [x, dy], attrs.filterShape, info, dataFormatOf('NDHWC'));
};
